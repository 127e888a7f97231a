package table

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// cells are a row's, by column.
type cells map[string]string

// record reads a row. The error names the column.
func (c cells) record() (Record, error) {
	var r Record
	source, key, _ := strings.Cut(c["id"], "/")
	if source == "" || key == "" || strings.ContainsAny(source, " \t\n") {
		return r, errors.New("id: source/key is expected")
	}
	e := &r.Event
	e.ID, e.Title, e.Summary, e.Kind, e.Place, e.Remark = c["id"], c["title"], c["summary"], c["kind"], c["place"], c["remark"]
	for _, read := range []func() error{
		func() error { return c.date(e) },
		func() error { return c.province(&r) },
		func() error { return c.position(e) },
		func() error { return c.actors(&r) },
		func() (err error) { e.Killed, err = c.toll("killed"); return err },
		func() (err error) { e.Wounded, err = c.toll("wounded"); return err },
		func() error { return c.cites(e, source) },
		func() error { return c.confidence(e) },
		func() error { return c.original(e) },
		func() error { return c.source(&r, source) },
	} {
		if err := read(); err != nil {
			return r, err
		}
	}
	return r, nil
}

func (c cells) date(e *store.Event) (err error) {
	e.Date, err = store.ParseDate(c["date"], store.Basis(c["basis"]), c["date_note"])
	return err
}

func (c cells) province(r *Record) error {
	id, code, name := c["province_id"], c["province_code"], c["province"]
	if id == "" {
		id = code
	}
	switch {
	case id == "" && name == "":
		return nil
	case id == "":
		return errors.New("province_id: a province needs an id, its ISO 3166-2 code where it has one")
	}
	r.Event.Province = &store.ProvinceRef{ID: id, Code: code, Name: name}
	r.Province = store.Province{ID: id, Code: code, Name: name, Country: c["country"]}
	return nil
}

func (c cells) position(e *store.Event) (err error) {
	if (c["lat"] == "") != (c["lon"] == "") {
		return errors.New("lat, lon: both are expected, or neither")
	}
	if e.Lat, err = c.degrees("lat", 90); err != nil {
		return err
	}
	e.Lon, err = c.degrees("lon", 180)
	return err
}

func (c cells) degrees(name string, most float64) (*float64, error) {
	if c[name] == "" {
		return nil, nil
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(c[name]), 64)
	if err != nil || !(math.Abs(x) <= most) {
		return nil, fmt.Errorf("%s: %q is no number of degrees from -%g to %g", name, c[name], most, most)
	}
	return &x, nil
}

// beside gives the items of a cell that has one for each of n; an empty cell
// has n empty ones.
func (c cells) beside(name string, n int, of string) ([]string, error) {
	list := items(c[name])
	if list == nil {
		return make([]string, n), nil
	}
	if len(list) != n {
		return nil, fmt.Errorf("%s: %d items stand beside %d %s", name, len(list), n, of)
	}
	for i := range list {
		list[i] = unescape(list[i])
	}
	return list, nil
}

func (c cells) actors(r *Record) error {
	parties := items(c["actors"])
	names, err := c.beside("actor_names", len(parties), "actors")
	if err != nil {
		return err
	}
	kinds, err := c.beside("actor_kinds", len(parties), "actors")
	if err != nil {
		return err
	}
	as, err := c.beside("actors_as", len(parties), "actors")
	if err != nil {
		return err
	}
	for i, item := range parties {
		p, err := party(item)
		if err != nil {
			return err
		}
		p.Name, p.As = names[i], as[i]
		kind := store.ActorKind(kinds[i])
		if kind != "" && !slices.Contains(store.ActorKinds(), kind) {
			return fmt.Errorf("actor_kinds: %q is unknown: write armed group, person, organisation, government or unnamed", kind)
		}
		r.Event.Actors = append(r.Event.Actors, p)
		r.Actors = append(r.Actors, store.Actor{ID: p.ID, Name: p.Name, Kind: kind})
	}
	return nil
}

// party reads "id" or "id (role)".
func party(item string) (store.Party, error) {
	parts := split(item, '(')
	p := store.Party{ID: unescape(parts[0])}
	if len(parts) == 2 && strings.HasSuffix(parts[1], ")") && !endsInBackslash(parts[1][:len(parts[1])-1]) {
		p.Role = unescape(parts[1][:len(parts[1])-1])
	} else if len(parts) > 1 {
		return p, fmt.Errorf("actors: %q is neither an id nor an id with a role in brackets", item)
	}
	if p.ID == "" {
		return p, errors.New("actors: an id is missing")
	}
	return p, nil
}

func (c cells) toll(name string) (*store.Toll, error) {
	var t store.Toll
	given := false
	for _, f := range []struct {
		column string
		to     **int
	}{{name + "_low", &t.Low}, {name + "_best", &t.Best}, {name + "_high", &t.High}} {
		cell := strings.TrimSpace(c[f.column])
		if cell == "" {
			continue
		}
		n, err := strconv.Atoi(cell)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%s: %q is no number of people", f.column, cell)
		}
		*f.to, given = &n, true
	}
	for _, id := range items(c[name+"_shared"]) {
		t.Shared, given = append(t.Shared, unescape(id)), true
	}
	if !given {
		return nil, nil
	}
	return &t, nil
}

var passageForm = regexp.MustCompile(`^(\S+) ¶([0-9]+) ([0-9]+)-([0-9]+)$`)

func (c cells) cites(e *store.Event, source string) error {
	list := items(c["cites"])
	if len(list) == 0 {
		return errors.New("cites: an event needs a citation")
	}
	passages, err := c.beside("passages", len(list), "cites")
	if err != nil {
		return err
	}
	for i, item := range list {
		cite, err := citation(item)
		if err == nil {
			cite.Passage, err = passage(passages[i])
		}
		if err != nil {
			return err
		}
		if cite.Source != source {
			return fmt.Errorf("cites: an event of %s cannot rest on %q", source, cite.Source)
		}
		e.Cites = append(e.Cites, cite)
	}
	return nil
}

func citation(item string) (store.Citation, error) {
	if m := passageForm.FindStringSubmatch(item); m != nil {
		c := store.Citation{Source: unescape(m[1])}
		for i, to := range []*int{&c.Paragraph, &c.Start, &c.End} {
			n, err := strconv.Atoi(m[i+2])
			if err != nil {
				return c, fmt.Errorf("cites: %q is too great", m[i+2])
			}
			*to = n
		}
		if c.Paragraph == 0 || c.End < c.Start {
			return c, fmt.Errorf("cites: %q is no passage", item)
		}
		return c, nil
	}
	parts := split(item, ',')
	if len(parts) > 5 {
		return store.Citation{}, fmt.Errorf("cites: %q has more than source, record, outlet, date and headline", item)
	}
	var c store.Citation
	for i, to := range []*string{&c.Source, &c.Record, &c.Outlet, &c.Date, &c.Headline} {
		if i < len(parts) {
			*to = unescape(parts[i])
		}
	}
	return c, nil
}

var digestsForm = regexp.MustCompile(`^([0-9a-f]*):([0-9]+):([0-9a-f]*):([0-9a-f]*)$`)

func passage(item string) (store.Passage, error) {
	if item == "" {
		return store.Passage{}, nil
	}
	m := digestsForm.FindStringSubmatch(item)
	if m == nil {
		return store.Passage{}, fmt.Errorf("passages: %q is not digest:length:before:after", item)
	}
	length, err := strconv.Atoi(m[2])
	if err != nil {
		return store.Passage{}, fmt.Errorf("passages: %q is too great", m[2])
	}
	return store.Passage{SHA256: m[1], Length: length, Before: m[3], After: m[4]}, nil
}

func (c cells) confidence(e *store.Event) error {
	e.Confidence = store.Confidence(c["confidence"])
	switch e.Confidence {
	case "", store.Sure, store.Likely, store.Guess:
		return nil
	}
	return fmt.Errorf("confidence: %q is unknown: write sure, likely or guess", e.Confidence)
}

func (c cells) original(e *store.Event) error {
	for _, item := range items(c["original"]) {
		parts := split(item, '=')
		if len(parts) != 2 {
			return fmt.Errorf("original: %q is not name=value", item)
		}
		e.Original = append(e.Original, store.Field{Name: unescape(parts[0]), Value: unescape(parts[1])})
	}
	return nil
}

func (c cells) source(r *Record, id string) error {
	published, err := store.ParseDate(c["source_published"], "", "")
	if err != nil {
		return fmt.Errorf("source_published: %w", err)
	}
	r.Source = store.Source{ID: id, Title: c["source_title"], Kind: c["source_kind"], Author: c["source_author"], Outlet: c["source_outlet"],
		Published: published, Licence: c["source_licence"], URL: c["source_url"], SHA256: c["source_sha256"]}
	return nil
}
