package dataset

import (
	"strings"

	"fieldbrief/store"
)

// violence gives UCDP's terms for its numbers of type_of_violence, "" where it
// is neither of them.
func violence(number string) string {
	switch wholeText(number) {
	case "1":
		return "State-based violence"
	case "2":
		return "Non-state violence"
	case "3":
		return "One-sided violence"
	}
	return ""
}

const (
	sideA = "side a"
	sideB = "side b"
)

// ucdp makes a record of a row of UCDP GED.
func (p *parser) ucdp(r *Record) error {
	e := &r.Event
	r.Key = wholeText(p.value(ucdpID))
	if r.Key == "" {
		return refuse("id is empty")
	}
	if _, ok := digits(r.Key); !ok {
		return p.wrong(ucdpID, "no whole number")
	}
	var err error
	if e.Date, err = p.ucdpDate(); err != nil {
		return err
	}
	if e.Killed, err = p.toll(ucdpLow, ucdpBest, ucdpHigh); err != nil {
		return err
	}
	if err := p.position(e, ucdpLatitude, ucdpLongitude); err != nil {
		return err
	}
	e.Kind = violence(p.value(ucdpType))
	p.holdIf(ucdpType, e.Kind != "")
	e.Place = p.value(ucdpPlace)

	c := p.names.country(p.value(ucdpCountry))
	where := p.province(r, c, ucdpAdmin1)
	p.ucdpParties(r, c)
	e.Title = p.title("", p.value(ucdpSideA), p.value(ucdpSideB), where)
	e.Cites = p.ucdpCites(r.Key)
	e.Summary = p.ucdpSummary(e.Cites)

	p.hold(ucdpID, ucdpStart, ucdpEnd, ucdpPlace)
	p.ucdpRepetitions(e)
	return nil
}

// ucdpDate reads the first and last possible day.
func (p *parser) ucdpDate() (store.Date, error) {
	first, err := p.day(ucdpStart, ucdpYear)
	if err != nil {
		return store.Date{}, err
	}
	last := first
	if p.value(ucdpEnd) != p.value(ucdpStart) {
		if last, err = p.day(ucdpEnd, ucdpYear); err != nil {
			return store.Date{}, err
		}
	}
	if last.before(first) {
		return store.Date{}, refuse("date_end %s is before date_start %s", last, first)
	}
	d := p.edtf(first, last, p.value(ucdpStart))
	switch wholeText(p.value(ucdpPrecision)) {
	case "2":
		d.Note = "date precision 2: within two to six days"
	case "3":
		d.Note = "date precision 3: the week is known"
	case "4":
		d.Note = "date precision 4: within eight to thirty days, or the month is known"
	case "5":
		d.Note = "date precision 5: within more than a month, up to a year"
	}
	p.holdIf(ucdpYear, wholeText(p.value(ucdpYear)) == d.EDTF[:4])
	return d, nil
}

// ucdpParties names both sides, each member of an alliance for itself.
func (p *parser) ucdpParties(r *Record, c *country) {
	p.begin(r, c)
	p.side(r, p.value(ucdpSideA), sideA)
	p.side(r, p.value(ucdpSideB), sideB)
	p.end(r)
	p.hold(ucdpSideA, ucdpSideB)
}

// ucdpRepetitions marks the columns that only say once more what others say.
func (p *parser) ucdpRepetitions(e *store.Event) {
	a, b, dyad := p.value(ucdpSideA), p.value(ucdpSideB), p.value(ucdpDyadName)
	p.holdIf(ucdpDyadName, len(dyad) == len(a)+3+len(b) &&
		strings.HasPrefix(dyad, a) && strings.HasSuffix(dyad, b) && dyad[len(a):len(a)+3] == " - ")
	for _, pair := range [][2]column{{ucdpConflictOld, ucdpConflict}, {ucdpDyadOld, ucdpDyad}, {ucdpSideAOld, ucdpSideAID}, {ucdpSideBOld, ucdpSideBID}} {
		p.holdIf(pair[0], p.value(pair[0]) == p.value(pair[1]))
	}
	p.holdIf(ucdpGeometry, e.Lat != nil && strings.HasPrefix(p.value(ucdpGeometry), "POINT"))
}

// ucdpSummary puts together what tells more of the event than its title: the
// place in full, and the headlines it is known from, each once.
func (p *parser) ucdpSummary(cites []store.Citation) string {
	parts := p.parts[:0]
	if d := p.value(ucdpDescription); d != "" && d != p.value(ucdpPlace) {
		parts = append(parts, d)
		p.hold(ucdpDescription)
	}
	p.holdIf(ucdpDescription, p.value(ucdpDescription) == p.value(ucdpPlace))
	for _, cite := range cites {
		if cite.Headline != "" && !contains(parts, cite.Headline) {
			parts = append(parts, cite.Headline)
		}
	}
	p.parts = parts
	return joinBy(&p.text, " · ", parts)
}

// ucdpCites gives the row as a citation of each news item that it names.
// source_article holds them as "Outlet,date,Headline";"Outlet,…"; before 2013
// it is free text, and is kept whole as an outlet. Where that column is
// missing, the parallel lists of outlets, dates and headlines serve as far as
// they are parallel: headlines have semicolons of their own.
func (p *parser) ucdpCites(key string) []store.Citation {
	articles := p.value(ucdpArticle)
	if articles != "" {
		p.hold(ucdpArticle)
		if articles[0] == '"' {
			p.hold(ucdpOffice, ucdpSourceDate, ucdpHeadline)
		}
		return p.articles(key, articles)
	}
	offices := strings.Split(p.value(ucdpOffice), ";")
	dates := strings.Split(p.value(ucdpSourceDate), ";")
	headlines := strings.Split(p.value(ucdpHeadline), ";")
	if len(dates) != len(offices) || len(headlines) != len(offices) {
		offices, dates, headlines = []string{p.value(ucdpOffice)}, []string{p.value(ucdpSourceDate)}, []string{p.value(ucdpHeadline)}
	}
	cites := p.cites.room(len(offices))
	for i, office := range offices {
		cites = append(cites, store.Citation{Source: p.source, Record: key, Outlet: strings.TrimSpace(office),
			Date: strings.TrimSpace(dates[i]), Headline: strings.TrimSpace(headlines[i])})
	}
	p.hold(ucdpOffice, ucdpSourceDate, ucdpHeadline)
	return cites
}

func (p *parser) articles(key, text string) []store.Citation {
	const between = `";"`
	if len(text) < 2 || text[0] != '"' {
		return append(p.cites.room(1), store.Citation{Source: p.source, Record: key, Outlet: text})
	}
	text = strings.TrimSuffix(text[1:], `"`)
	cites := p.cites.room(strings.Count(text, between) + 1)
	for more := true; more; {
		var item string
		item, text, more = strings.Cut(text, between)
		outlet, date, headline := partArticle(item)
		cites = append(cites, store.Citation{Source: p.source, Record: key, Outlet: outlet, Date: date, Headline: headline})
	}
	return cites
}

// partArticle parts "Outlet,2022-04-21,Headline" at the date: outlets and
// headlines have commas too. Without a date it is an outlet and nothing else.
func partArticle(item string) (outlet, date, headline string) {
	for i := 0; i+12 <= len(item); i++ {
		n := strings.IndexByte(item[i:], ',')
		if n < 0 || i+n+11 > len(item) {
			break
		}
		i += n
		date := item[i+1 : i+11]
		if _, ok := parseISO(date); ok && (i+11 == len(item) || item[i+11] == ',') {
			return strings.TrimSpace(item[:i]), date, strings.TrimSpace(strings.TrimPrefix(item[i+11:], ","))
		}
	}
	return strings.TrimSpace(item), "", ""
}
