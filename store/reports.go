package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// mostReported is among how many events the reports of one are looked for.
const mostReported = 500

// Reports are the events that may be the same as one: what other sources, and
// its own, tell of those days there. Nothing says that they are: no source knows
// of the other.
//
// Two events may be the same where all of this holds:
//   - both are of one province or, where one of them names none, of one place as
//     it is printed;
//   - the days on which they may have happened meet, or are one day apart;
//   - they have an actor in common, or one belongs to another's, or they are of
//     one place and of one kind, kinds of violence counting as one;
//   - not just one of them is a count over a period.
type Reports struct {
	Of       Event
	Found    []Match // other sources' first, then those with the most in common
	Searched int     // events of those days there, among which they were looked for
	Left     int     // others of those days there, which are too many: farther from it in the order of time
	Obstacle string  // why none can be looked for: "it has no date"; "" where they can
}

// A Match is an event that may be the same as another one.
type Match struct {
	Event      Event
	SameSource bool     // as the other one's, which lists them apart
	Reasons    []string // what they have in common: "same day", "2 actors in common: …", in text of the records
	score      int
}

// Reports looks for the events that may be the same as the one of an id, in all
// sources. An id that is not there is an *UnknownNameError; other errors are
// those of Search and Events.
func (l *Library) Reports(ctx context.Context, id string) (Reports, error) {
	e, ok := l.Event(id)
	if !ok {
		return Reports{}, &UnknownNameError{Facet: "event", Name: id}
	}
	r := Reports{Of: e}
	switch {
	case e.Undated():
		r.Obstacle = "it has no date"
	case e.Province == nil && placeKey(e) == "":
		r.Obstacle = "it names neither province nor place"
	default:
		return r, l.findReports(ctx, &r)
	}
	return r, nil
}

func (l *Library) findReports(ctx context.Context, r *Reports) error {
	days := Filter{Since: boundOf(r.Of.First, -1), Until: boundOf(r.Of.Last, 1)}
	var filters []Filter
	if r.Of.Province != nil {
		there := days
		there.Provinces.Chosen = []string{r.Of.Province.ID}
		filters = append(filters, there)
	}
	if place := placeKey(r.Of); place != "" {
		there := days
		there.Text = `"` + place + `" `
		filters = append(filters, there)
	}
	seen := map[string]bool{r.Of.ID: true}
	for _, f := range filters {
		if err := l.addReports(ctx, r, f, seen); err != nil {
			return err
		}
	}
	slices.SortFunc(r.Found, compareMatches)
	return nil
}

// placeKey gives the printed place of an event as it is compared, and looked for.
func placeKey(e Event) string {
	return strings.Join(strings.Fields(Fold(strings.ReplaceAll(e.Place, `"`, " "))), " ")
}

// boundOf writes a day as since or until of a filter; "" where there is no
// writing it, which is open.
func boundOf(d Day, shift Day) string {
	if d == MinDay || d == MaxDay {
		return ""
	}
	text := (d + shift).String()
	if _, err := parseBound(text); err != nil {
		return ""
	}
	return text
}

// addReports looks through what a filter finds, as far as it is near in the
// order of time.
func (l *Library) addReports(ctx context.Context, r *Reports, f Filter, seen map[string]bool) error {
	found, err := l.Search(ctx, f)
	if err != nil {
		return err
	}
	at, _ := l.EventPosition(found, r.Of.ID)
	from := max(0, min(at-mostReported/2, found.Events-mostReported))
	events, err := l.Events(found, from, mostReported)
	if err != nil {
		return err
	}
	r.Left = max(r.Left, found.Events-len(events))
	for _, e := range events {
		if seen[e.ID] {
			continue
		}
		seen[e.ID] = true
		r.Searched++
		if match, ok := l.match(r.Of, e); ok {
			r.Found = append(r.Found, match)
		}
	}
	return nil
}

func compareMatches(a, b Match) int {
	order := func(same bool) int {
		if same {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(order(a.SameSource), order(b.SameSource)), cmp.Compare(b.score, a.score),
		cmp.Compare(a.Event.First, b.Event.First), cmp.Compare(a.Event.ID, b.Event.ID))
}

// match tells what an event has in common with another one, and whether that is
// enough.
func (l *Library) match(of, e Event) (m Match, ok bool) {
	m = Match{Event: e, SameSource: sourceOf(of.ID) == sourceOf(e.ID)}
	samePlace := placeKey(of) != "" && placeKey(of) == placeKey(e)
	sameProvince := of.Province != nil && e.Province != nil && of.Province.ID == e.Province.ID
	switch {
	case (of.Kind == CasualtyCount) != (e.Kind == CasualtyCount):
		return m, false
	case of.Province != nil && e.Province != nil && !sameProvince:
		return m, false
	case !sameProvince && !samePlace, !m.meetDays(of, e):
		return m, false
	case sameProvince && samePlace:
		m.add(5, "same province and place")
	case samePlace:
		m.add(3, "same place")
	default:
		m.add(2, "same province")
	}
	involved := m.shareActors(l, of, e)
	alike := m.shareKind(of, e)
	m.shareToll(of.Killed, e.Killed)
	return m, involved || samePlace && alike
}

func (m *Match) add(score int, reason string) {
	m.score += score
	m.Reasons = append(m.Reasons, reason)
}

// meetDays tells whether the days of two events meet, or nearly.
func (m *Match) meetDays(a, b Event) bool {
	if a.Undated() || b.Undated() {
		return false
	}
	first, last := max(a.First, b.First), min(a.Last, b.Last)
	switch {
	case first > last && first-last > 1:
		return false
	case first > last:
		m.add(1, "one day apart")
	case a.First == a.Last && b.First == b.Last:
		m.add(6, "same day")
	case a.First == b.First && a.Last == b.Last:
		m.add(4, "same dates")
	default:
		m.add(3, "dates overlap")
	}
	if widest := max(spanDays(a), spanDays(b)); widest > 31 {
		m.score -= 3 // much may happen in so long a time
	}
	return true
}

// spanDays gives how many days an event may have taken or lie within.
func spanDays(e Event) int64 { return int64(e.Last) - int64(e.First) + 1 }

// shareActors names the actors of both, and those of one that belong to one of
// the other.
func (m *Match) shareActors(l *Library, a, b Event) bool {
	var shared, kin []string
	seen := make(map[string]bool)
	for _, p := range b.Actors {
		switch {
		case seen[p.CommonID()]:
		case involves(a.Actors, p):
			shared = append(shared, p.Name)
		default:
			if whole := l.kin(a.Actors, p); whole != "" {
				kin = append(kin, whole)
			}
		}
		seen[p.CommonID()] = true
	}
	switch n := len(shared); {
	case n == 1:
		m.add(3, "one actor in common: "+shared[0])
	case n > 1:
		m.add(2*min(n, 4), fmt.Sprintf("%d actors in common: %s", n, strings.Join(shared, ", ")))
	}
	if kin != nil {
		m.add(1, strings.Join(slices.Compact(kin), ", "))
	}
	return len(shared)+len(kin) > 0
}

func involves(parties []Party, one Party) bool {
	return slices.ContainsFunc(parties, func(p Party) bool { return p.CommonID() == one.CommonID() })
}

// CommonID is the id by which the parties of two sources are held against each
// other. Nameless ones are of a source each ("car/civilians"); what follows its
// id is common to all.
func (p Party) CommonID() string {
	if _, own, scoped := strings.Cut(p.ID, "/"); scoped {
		return own
	}
	return p.ID
}

// kin tells how an actor belongs to one of some others, or one of them to it.
func (l *Library) kin(parties []Party, p Party) string {
	one, _ := l.Actor(p.ID)
	for _, other := range parties {
		whole, _ := l.Actor(other.ID)
		switch {
		case other.ID != "" && one.Affiliation == other.ID:
			return p.Name + " belongs to " + other.Name
		case p.ID != "" && whole.Affiliation == p.ID:
			return other.Name + " belongs to " + p.Name
		}
	}
	return ""
}

func (m *Match) shareKind(a, b Event) bool {
	switch {
	case a.Kind != "" && a.Kind == b.Kind:
		m.add(2, "same kind")
	case isViolence(a.Kind) && isViolence(b.Kind):
		m.add(1, "both of violence")
	default:
		return false
	}
	return true
}

func (m *Match) shareToll(a, b *Toll) {
	switch {
	case !isGiven(a) || !isGiven(b):
	case figure(a) == figure(b) && figure(a) > 0 && isMinimum(a) == isMinimum(b):
		m.add(2, "same toll")
	case lowest(a) <= highest(b) && lowest(b) <= highest(a) && max(highest(a), highest(b)) > 0:
		m.add(1, "tolls overlap")
	}
}
