package tui

import (
	"strings"

	"fieldbrief/store"
)

// A compareRow is a line of a comparison: what is compared in the middle, what
// either side has of it beside that.
type compareRow struct {
	label  string
	short  string    // of label, where that finds no room; "" for none
	head   bool      // a heading
	text   [2]string // in words
	bars   bool      // with bars for counts
	counts [2]int
	most   int // the count that the longest bar of its kind stands for
	span   *span
	value  ref // an actor or a province that is counted
	record ref // what is read in this line
	of     int // the side that the record is of
	about  string

	// narrow makes the row a filter of what is compared on one side or both.
	narrow func(f store.Filter, side int) store.Filter
}

// mostCommon is how many values of a facet are listed.
const mostCommon = 12

// layOut makes the rows; the cursor stays on the one it is on.
func (p *comparePage) layOut() {
	at := p.cursor
	p.rows = p.rows[:0]
	if p.of == nil {
		return
	}
	p.addSummary()
	p.addCasualties()
	p.addTime()
	p.addCommon("kinds", store.ByKind)
	p.addCommon("provinces", store.ByProvince)
	if p.facet == store.ByActor {
		p.addCommon("named with them", store.ByActor)
	} else {
		p.addCommon("actors", store.ByActor)
	}
	p.addRecords()
	p.n = len(p.rows)
	p.to(at)
	p.settle(oneEach)
}

// as leaves the filter of the values as it is.
func as(f store.Filter, _ int) store.Filter { return f }

func (p *comparePage) addText(label string, narrow func(store.Filter, int) store.Filter, about string, text func(s *store.Side, i int) string) {
	row := compareRow{label: label, narrow: narrow, about: about}
	for i := range p.found.Sides {
		row.text[i] = text(&p.found.Sides[i], i)
	}
	if row.text[0] != "" || row.text[1] != "" {
		p.rows = append(p.rows, row)
	}
}

// shorten gives a row, where there is one, a label for little room.
func (p *comparePage) shorten(label, short string) {
	for i := range p.rows {
		if p.rows[i].label == label {
			p.rows[i].short = short
		}
	}
}

func (p *comparePage) addSummary() {
	p.addText("events", as, "", func(s *store.Side, _ int) string { return grouped(s.Value.Events) })
	p.addText("quotes", as, "", func(s *store.Side, _ int) string { return grouped(s.Value.Quotes) })
	p.addText("undated", nil, "events without a date stand at the end of the list", func(s *store.Side, _ int) string {
		if s.Found.Undated == 0 {
			return ""
		}
		return grouped(s.Found.Undated)
	})
	if p.facet == store.ByActor {
		both := func(f store.Filter, _ int) store.Filter {
			f.Actors.Chosen, f.AllActors = p.ids[:], true
			return f
		}
		p.addText("name both", both, "", func(*store.Side, int) string { return grouped(p.found.Together.Events) })
	}
}

// casualtiesHeading says whose the tolls are: those of events that name an actor,
// not those it killed or lost.
func (p *comparePage) casualtiesHeading() string {
	switch p.facet {
	case store.ByActor:
		return "casualties in events that name it"
	case store.ByProvince:
		return "casualties in events there"
	case store.BySource:
		return "casualties in events it tells of"
	}
	return "casualties in events of it"
}

func (p *comparePage) addCasualties() {
	const sums = "they and the wounded are summed up to 50,000 events of a side; fieldbrief compare sums up all"
	p.rows = append(p.rows, compareRow{label: p.casualtiesHeading(), head: true})
	p.addText("killed", as, "", func(s *store.Side, _ int) string {
		if s.Found.Tolls == 0 {
			return "not given"
		}
		return strings.TrimSuffix(killedText(s.Found), " killed")
	})
	p.addText("of these in period counts", as, "", func(s *store.Side, _ int) string {
		if s.Found.KilledInCounts == 0 {
			return ""
		}
		return grouped(s.Found.KilledInCounts)
	})
	p.addText("killed, lowest – highest", nil, "the lowest figures that the events give, added up, and the highest; "+sums, func(_ *store.Side, i int) string {
		return p.sumText(i, func(c *store.Casualties) store.Sum { return c.Killed })
	})
	p.addText("wounded", nil, "the lowest and the highest figures that the events give, added up where they differ; up to 50,000 events of a side", func(_ *store.Side, i int) string {
		return p.sumText(i, func(c *store.Casualties) store.Sum { return c.Wounded })
	})
	p.shorten("of these in period counts", "part in counts")
	p.shorten("killed, lowest – highest", "low – high")
}

// sumText words a sum of low and high figures.
func (p *comparePage) sumText(side int, of func(*store.Casualties) store.Sum) string {
	switch c := p.sums[side]; {
	case c == nil && p.found.Sides[side].Value.Events > mostSummed:
		return "not summed"
	case c == nil:
		return "reading"
	default:
		return rangeText(of(c))
	}
}

// rangeText gives "no toll", "12+" or "10 – 14".
func rangeText(s store.Sum) string {
	if s.Given == 0 {
		return "not given"
	}
	high := grouped(s.High)
	if s.AtLeast {
		high += "+"
	}
	if s.Low == s.High {
		return high
	}
	return grouped(s.Low) + " – " + high
}

func (p *comparePage) addTime() {
	pairs := p.found.OverTime(p.unit == byMonth)
	if len(pairs) == 0 {
		return
	}
	p.rows = append(p.rows, compareRow{label: "events by " + p.unit.String(), head: true})
	most := 0
	for _, pair := range pairs {
		most = max(most, pair.Events[0], pair.Events[1])
	}
	for _, pair := range pairs {
		s := span{byYear, pair.Year}
		if p.unit == byMonth {
			s = span{byMonth, 12*pair.Year + pair.Month - 1}
		}
		label := s.name()
		if p.unit == byMonth {
			label = monthName(s.n)
		}
		p.rows = append(p.rows, compareRow{label: label, bars: true, counts: pair.Events, most: most, span: &s,
			narrow: func(f store.Filter, _ int) store.Filter {
				f.Since, f.Until = s.edtf(), s.edtf()
				return f
			}})
	}
}

func (p *comparePage) addCommon(label string, facet store.Facet) {
	pairs := p.found.common[facet]
	if len(pairs) == 0 {
		return
	}
	p.rows = append(p.rows, compareRow{label: label, head: true})
	most := 0
	for _, pair := range pairs {
		most = max(most, pair.Counts[0].Events, pair.Counts[1].Events)
	}
	for i, pair := range pairs {
		if i == mostCommon {
			p.rows = append(p.rows, compareRow{label: "and " + grouped(len(pairs)-i) + " more", about: "the lists show all of them under a filter of one"})
			return
		}
		row := compareRow{label: printable(pair.Value.Name), bars: true, counts: [2]int{pair.Counts[0].Events, pair.Counts[1].Events}, most: most}
		if row.label == "" {
			row.label = printable(pair.Value.ID)
		}
		id := pair.Value.ID
		row.narrow = func(f store.Filter, _ int) store.Filter { return f.Only(facet, id) }
		switch facet {
		case store.ByProvince:
			row.value = ref{store.ProvinceRecord, id}
		case store.ByActor:
			row.value = ref{store.ActorRecord, id}
			if p.facet == store.ByActor {
				row.narrow = p.withOther(pair)
			}
		}
		p.rows = append(p.rows, row)
	}
}

// withOther asks for what names an actor together with one of those compared: of
// both sides the one with more.
func (p *comparePage) withOther(pair store.CountPair) func(store.Filter, int) store.Filter {
	more := -1
	if pair.Counts[1].Events > pair.Counts[0].Events {
		more = 1
	}
	return func(f store.Filter, side int) store.Filter {
		if side == 0 {
			f = p.values(more)
		}
		f.Actors.Chosen, f.AllActors = append(f.Actors.Chosen, pair.Value.ID), true
		return f
	}
}

// addRecords adds the latest event of either side, and its quotes.
func (p *comparePage) addRecords() {
	if p.found.Sides[0].Latest != nil || p.found.Sides[1].Latest != nil {
		p.rows = append(p.rows, compareRow{label: "latest event", head: true})
	}
	for i, s := range p.found.Sides {
		if e := s.Latest; e != nil {
			p.rows = append(p.rows, compareRow{label: p.found.dates[i] + " · " + printable(e.Title), record: ref{store.EventRecord, e.ID}, of: i})
		}
	}
	if len(p.found.Sides[0].Quotes)+len(p.found.Sides[1].Quotes) > 0 {
		p.rows = append(p.rows, compareRow{label: "quotes", head: true})
	}
	for i, s := range p.found.Sides {
		for _, q := range s.Quotes {
			p.rows = append(p.rows, compareRow{label: "“" + printable(q.Text) + "” " + printable(q.Speaker.Name), record: ref{store.QuoteRecord, q.ID}, of: i})
		}
		if more := s.Value.Quotes - len(s.Quotes); more > 0 {
			p.rows = append(p.rows, compareRow{label: "and " + plural(more, "quote") + " more", record: ref{}, of: i, about: "the list of quotes has them: Enter on the quotes above"})
		}
	}
}

// name gives a compared value's name.
func (p *comparePage) name(side int) string {
	if name := printable(p.found.Sides[side].Value.Name); name != "" {
		return name
	}
	return printable(p.ids[side])
}
