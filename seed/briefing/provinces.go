package briefing

import (
	"regexp"
	"strings"

	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
)

// isoCode is the form of an ISO 3166-2 code.
var isoCode = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)

// listedProvince reads an entry of the list of provinces: one of the
// gazetteer's with its citations, or one of a country it does not hold.
func (r *reader) listedProvince(v value) {
	m, ok := v.mapping("code", "name", "country", "aliases", "capital", "lat", "lon", "cites")
	if !ok {
		return
	}
	code := m.get("code")
	p, known := gazetteer.Province(code.text())
	switch {
	case known:
		m.agree(p)
	case gazetteer.Holds(code.text()):
		code.unknownProvince(code.text())
	case code.given() && !isoCode.MatchString(code.text()):
		code.fail("an ISO 3166-2 code is expected, such as AF-BAL, not %s%s", shown(code.text()), meantProvince(code.text()))
	default:
		p = m.define(code.text())
	}
	p.Cites = m.cites()
	if p.ID == "" {
		return
	}
	if _, twice := r.provinces[p.ID]; twice {
		v.fail("%s is listed already", p.Name)
	}
	r.provinces[p.ID] = p
	r.countries[p.Country] = true
}

// agree holds what a file says of a province against the gazetteer.
func (m mapping) agree(p store.Province) {
	if name := m.get("name"); name.given() && !bears(p, name.text()) {
		name.fail("%s is %s; check the code, or leave the name out", p.Code, p.Name)
	}
	if country := m.get("country"); country.given() && store.Fold(country.text()) != store.Fold(p.Country) {
		country.fail("%s is in %s", p.Code, p.Country)
	}
	for _, name := range []string{"aliases", "capital", "lat", "lon"} {
		if field := m.get(name); field.given() {
			field.fail("the gazetteer knows %s; leave this field out", p.Code)
		}
	}
}

func bears(p store.Province, name string) bool {
	for _, q := range gazetteer.Lookup(name, p.Country) {
		if q.ID == p.ID {
			return true
		}
	}
	return false
}

// define reads a province that the gazetteer does not hold.
func (m mapping) define(code string) store.Province {
	p := store.Province{
		Code:    code,
		Name:    m.get("name").needText("the province's name (the gazetteer does not hold its country)"),
		Country: m.get("country").needText("the country's English name (the gazetteer does not hold it)"),
		Aliases: m.get("aliases").texts(),
		Capital: m.text("capital"),
	}
	lat, lon := m.get("lat").degrees(90), m.get("lon").degrees(180)
	if m.get("lat").given() != m.get("lon").given() {
		m.get("lat").fail("lat and lon are expected together, or neither")
	}
	if lat != nil && lon != nil {
		p.Lat, p.Lon = *lat, *lon
	}
	p.ID = code
	if code == "" && p.Name != "" && p.Country != "" {
		p.ID = gazetteer.Admin1(p.Name, p.Country).ID
		if len(gazetteer.Provinces(p.Country)) > 0 {
			m.get("code").fail("the ISO 3166-2 code of the province is expected%s", meantProvince(p.Name))
		}
	}
	return p
}

// province reads the province of a record: a code, an id from the file's list,
// or a mapping of code and name.
func (r *reader) province(v value) *store.ProvinceRef {
	if !v.given() {
		return nil
	}
	id, ok := v.scalar()
	if !ok {
		return r.namedProvince(v)
	}
	p, known := r.provinceOf(id)
	if !known {
		v.unknownProvince(id)
		return nil
	}
	r.countries[p.Country] = true
	return &store.ProvinceRef{ID: p.ID, Code: p.Code, Name: p.Name}
}

func (r *reader) namedProvince(v value) *store.ProvinceRef {
	m, ok := v.mapping("code", "name")
	if !ok {
		return nil
	}
	code, name := m.get("code"), m.get("name")
	if !code.given() {
		code.fail("the province's code is expected%s", meantProvince(name.text()))
		return nil
	}
	ref := r.province(code)
	if ref != nil && name.given() && store.Fold(name.text()) != store.Fold(ref.Name) {
		if p, _ := r.provinceOf(ref.ID); !bears(p, name.text()) {
			name.fail("%s is %s", code.text(), ref.Name)
		}
	}
	return ref
}

// provinceOf gives a province of the file's list or of the gazetteer.
func (r *reader) provinceOf(id string) (store.Province, bool) {
	if p, listed := r.provinces[id]; listed {
		return p, true
	}
	return gazetteer.Province(id)
}

// unknownProvince says what an unknown code is likely to mean.
func (v value) unknownProvince(id string) {
	advice := meantProvince(id)
	if advice == "" && isoCode.MatchString(id) && !gazetteer.Holds(id) {
		advice = "; the gazetteer does not hold its country, so list it under provinces, with name and country"
	}
	v.fail("the ISO 3166-2 code of a province is expected, not %s%s", shown(id), advice)
}

// meantProvince gives the code that somebody who wrote a name, a capital or a
// misspelt code means, as an advice; "" where there is no telling.
func meantProvince(s string) string {
	for _, found := range [][]store.Province{gazetteer.Lookup(s, ""), gazetteer.Seat(s, "")} {
		if len(found) == 1 {
			return "; " + found[0].Code + " is " + found[0].Name
		}
	}
	return didYouMean(nearProvinces(s))
}

// nearProvinces gives the provinces whose code, where s looks like one, or name
// is written nearly like s.
func nearProvinces(s string) []string {
	label := map[string]string{}
	var words []string
	for _, p := range gazetteer.Provinces("") {
		word := p.Name
		if isoCode.MatchString(strings.ToUpper(s)) {
			word = p.Code
		}
		words = append(words, word)
		label[word] = p.Code + " (" + p.Name + ")"
	}
	near := near(s, words)
	for i, word := range near {
		near[i] = label[word]
	}
	return near
}
