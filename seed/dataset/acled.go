package dataset

import (
	"strings"

	"fieldbrief/store"
)

const (
	withA = "associated with side a"
	withB = "associated with side b"
)

// acled makes a record of a row of ACLED.
func (p *parser) acled(r *Record) error {
	e := &r.Event
	if r.Key = p.value(acledID); r.Key == "" {
		return refuse("event_id_cnty is empty")
	}
	var err error
	if e.Date, err = p.acledDate(); err != nil {
		return err
	}
	if e.Killed, err = p.toll(none, acledFatalities, none); err != nil {
		return err
	}
	if err := p.position(e, acledLatitude, acledLongitude); err != nil {
		return err
	}
	e.Kind, e.Place, e.Summary = p.value(acledType), p.value(acledLocation), p.value(acledNotes)

	c := p.names.country(p.value(acledCountry))
	where := p.province(r, c, acledAdmin1)
	p.acledParties(r, c)
	what := p.value(acledSubType)
	if what == "" {
		what = e.Kind
	}
	e.Title = p.title(what, p.value(acledActor1), p.value(acledActor2), where)
	e.Cites = p.acledCites(r.Key)
	p.hold(acledID, acledType, acledLocation, acledNotes, acledActor1, acledActor2, acledAssociated1, acledAssociated2)
	return nil
}

// precisionDays is how far from the day given an event of time precision 2 may
// lie: it is known to the week.
const precisionDays = 6

// acledDate reads the day with its precision: 1 is the day, 2 the days of a
// week either way, 3 the month.
func (p *parser) acledDate() (store.Date, error) {
	day, err := p.day(acledDate, acledYear)
	if err != nil {
		return store.Date{}, err
	}
	p.holdIf(acledYear, wholeText(p.value(acledYear)) == day.String()[:4])
	switch wholeText(p.value(acledPrecision)) {
	case "2":
		d := p.edtf(day.add(-precisionDays), day.add(precisionDays), "")
		d.Note = join(&p.text, "time precision 2: within a week of ", day.String())
		return d, nil
	case "3":
		first, last := day, day
		first.day, last.day = 1, store.MonthDays(day.year, day.month)
		d := p.edtf(first, last, "")
		d.Note = "time precision 3: only the month is known"
		return d, nil
	}
	p.hold(acledDate)
	return p.edtf(day, day, p.value(acledDate)), nil
}

// acledParties names the actors, which no direction is implied of, and those
// associated with them.
func (p *parser) acledParties(r *Record, c *country) {
	p.begin(r, c)
	first, beside := interClass(p.value(acledInter1))
	p.add(r, p.value(acledActor1), first, sideA)
	p.list(r, p.value(acledAssociated1), beside, withA)
	second, beside := interClass(p.value(acledInter2))
	p.add(r, p.value(acledActor2), second, sideB)
	p.list(r, p.value(acledAssociated2), beside, withB)
	p.end(r)
}

// interClass reads inter1 and inter2, numbers until 2023 and words since: what
// the actor is, and what those beside it mostly are.
func interClass(inter string) (actor, beside class) {
	switch wholeText(strings.ToLower(inter)) {
	case "1", "state forces":
		return state, armed
	case "8", "external/other forces", "other forces", "external forces":
		return other, other
	case "5", "6", "7", "rioters", "protesters", "civilians":
		return other, other
	}
	return armed, armed
}

// acledCites gives the row as a citation of each outlet that it names.
func (p *parser) acledCites(key string) []store.Citation {
	outlets := p.value(acledSource)
	cites := p.cites.room(strings.Count(outlets, ";") + 1)
	for rest := outlets; rest != ""; {
		var outlet string
		outlet, rest, _ = strings.Cut(rest, ";")
		if outlet = strings.TrimSpace(outlet); outlet != "" {
			cites = append(cites, store.Citation{Source: p.source, Record: key, Outlet: outlet})
		}
	}
	if len(cites) == 0 {
		cites = append(cites, store.Citation{Source: p.source, Record: key})
	}
	p.hold(acledSource)
	return cites
}
