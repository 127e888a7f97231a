package briefing

import (
	"slices"
	"strings"

	"fieldbrief/store"
)

// readActors reads all actors, then their affiliations to one another.
func (r *reader) readActors(items []value) {
	named := map[string]int{}
	var affiliations []value
	for _, v := range items {
		m, ok := v.mapping("id", "name", "kind", "aliases", "sic", "affiliation", "note", "remark", "cites")
		if !ok {
			continue
		}
		a := store.Actor{
			ID:      m.get("id").slug(),
			Name:    m.get("name").needText("a name"),
			Kind:    m.actorKind(),
			Aliases: m.get("aliases").texts(),
			Sic:     m.get("sic").texts(),
			Note:    m.text("note"),
			Remark:  m.text("remark"),
			Cites:   m.cites(),
		}
		m.get("id").claim(named, a.ID)
		if a.Kind == store.Unnamed && a.ID != "" {
			m.get("id").claim(r.ids, a.ID)
		}
		if _, twice := r.actors[a.ID]; !twice && a.ID != "" {
			r.actors[a.ID] = len(r.b.Actors)
		}
		if a.Kind == store.Unnamed {
			a.ID = r.public(a.ID)
		}
		r.b.Actors = append(r.b.Actors, a)
		affiliations = append(affiliations, m.get("affiliation"))
	}
	for i, v := range affiliations {
		if v.given() {
			r.b.Actors[i].Affiliation = r.actorID(v)
		}
	}
	r.checkAffiliations(affiliations)
}

func (m mapping) actorKind() store.ActorKind {
	v := m.get("kind")
	if !v.given() || v.text() == "" {
		v.fail("armed group, person, organisation, government or unnamed is expected")
		return ""
	}
	return choiceOf(v, "armed group, person, organisation, government or unnamed", store.ActorKinds()...)
}

// checkAffiliations finds actors that belong to themselves by a detour.
func (r *reader) checkAffiliations(affiliations []value) {
	above := map[string]string{}
	for _, a := range r.b.Actors {
		above[a.ID] = a.Affiliation
	}
	for i, a := range r.b.Actors {
		id := a.Affiliation
		for range len(r.b.Actors) {
			if id == "" || id == a.ID {
				break
			}
			id = above[id]
		}
		if id != "" && id == a.ID {
			affiliations[i].fail("%s would belong to itself", shown(a.Name))
		}
	}
}

// actor gives the actor that a field names.
func (r *reader) actor(v value) (store.Actor, bool) {
	id := v.needText("the id of an actor")
	i, ok := r.actors[r.key(id)]
	if !ok {
		if strings.TrimSpace(id) != "" {
			v.fail("there is no actor %s in this file%s", shown(id), r.nearestKey(id, r.actors))
		}
		return store.Actor{}, false
	}
	return r.b.Actors[i], true
}

func (r *reader) actorID(v value) string {
	a, _ := r.actor(v)
	return a.ID
}

func (r *reader) event(v value) {
	m, ok := v.mapping("id", "date", "basis", "date_note", "title", "summary", "kind", "province", "place", "lat", "lon",
		"actors", "killed", "wounded", "confidence", "remark", "cites")
	if !ok {
		return
	}
	id := m.get("id")
	key := id.slug()
	id.claim(r.ids, key)
	e := store.Event{
		ID:         r.public(key),
		Date:       m.date("date"),
		Title:      m.get("title").needText("a title"),
		Summary:    m.text("summary"),
		Kind:       m.get("kind").needText("what kind of event it is (" + strings.Join(store.EventKinds()[:4], ", ") + " …)"),
		Province:   r.province(m.get("province")),
		Place:      m.text("place"),
		Lat:        m.get("lat").degrees(90),
		Lon:        m.get("lon").degrees(180),
		Actors:     r.parties(m.get("actors")),
		Killed:     r.toll(m.get("killed"), r.public(key), func(e store.Event) *store.Toll { return e.Killed }),
		Wounded:    r.toll(m.get("wounded"), r.public(key), func(e store.Event) *store.Toll { return e.Wounded }),
		Confidence: m.confidence(),
		Remark:     m.text("remark"),
		Cites:      m.cites(),
	}
	if m.get("lat").given() != m.get("lon").given() {
		m.get("lat").fail("lat and lon are expected together, or neither")
	}
	if _, twice := r.events[key]; !twice && key != "" {
		r.events[key] = len(r.b.Events)
	}
	r.b.Events = append(r.b.Events, e)
}

func (r *reader) parties(v value) []store.Party {
	var list []store.Party
	taken := map[store.Party]bool{}
	for _, item := range v.items() {
		m, ok := item.mapping("id", "role", "as")
		if !ok {
			continue
		}
		a, ok := r.actor(m.get("id"))
		p := store.Party{ID: a.ID, Name: a.Name, Role: m.text("role"), As: m.text("as")}
		if ok && taken[p] {
			item.fail("%s stands here twice in one role", shown(a.Name))
		}
		taken[p] = true
		list = append(list, p)
	}
	return list
}

// toll reads a toll of event id; of gives the same toll of other events.
func (r *reader) toll(v value, id string, of func(store.Event) *store.Toll) *store.Toll {
	if !v.given() {
		return nil
	}
	m, ok := v.mapping("low", "best", "high", "shared")
	if !ok {
		return nil
	}
	low, best, high := m.get("low"), m.get("best"), m.get("high")
	t := &store.Toll{Low: low.number(), Best: best.number(), High: high.number()}
	if !low.given() && !best.given() && !high.given() {
		v.fail("low, best or high is expected; leave the field out where the source gives no figure")
	}
	best.notBelow(t.Best, t.Low)
	high.notBelow(t.High, t.Low)
	high.notBelow(t.High, t.Best)
	taken := map[string]bool{}
	for _, item := range m.get("shared").items() {
		other := r.key(item.needText("the id of an event"))
		if taken[other] {
			item.fail("%s stands here twice", shown(other))
		}
		taken[other] = true
		t.Shared = append(t.Shared, r.public(other))
		r.later = append(r.later, func() { r.checkShared(item, id, *t, other, of) })
	}
	return t
}

func (v value) notBelow(n, least *int) {
	if n != nil && least != nil && *n < *least {
		v.fail("low ≤ best ≤ high is expected; %d is below %d", *n, *least)
	}
}

// checkShared holds a shared toll against the other event's: it must name this
// event in turn and give the same figures.
func (r *reader) checkShared(v value, id string, own store.Toll, other string, of func(store.Event) *store.Toll) {
	i, ok := r.events[other]
	if !ok {
		v.fail("there is no event %s in this file%s", shown(other), r.nearestKey(other, r.events))
		return
	}
	theirs := of(r.b.Events[i])
	switch {
	case r.public(other) == id:
		v.fail("a toll is shared with other events, not with itself")
	case theirs == nil || !slices.Contains(theirs.Shared, id):
		v.fail("event %s must name this one in its own shared in turn", shown(other))
	case !sameFigure(own.Low, theirs.Low) || !sameFigure(own.Best, theirs.Best) || !sameFigure(own.High, theirs.High):
		v.fail("event %s gives other figures; a shared toll is the same on all its events", shown(other))
	}
}

func sameFigure(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }

func (r *reader) quote(v value) {
	m, ok := v.mapping("id", "text", "speaker", "speaker_as", "date", "basis", "date_note", "event", "province", "mentions",
		"confidence", "remark", "cites")
	if !ok {
		return
	}
	id := m.get("id")
	key := id.slug()
	id.claim(r.ids, key)
	speaker, _ := r.actor(m.get("speaker"))
	q := store.Quote{
		ID:         r.public(key),
		Text:       m.get("text").needText("the words of the quotation"),
		Speaker:    store.ActorRef{ID: speaker.ID, Name: speaker.Name},
		SpeakerAs:  m.text("speaker_as"),
		Date:       m.date("date"),
		Province:   r.province(m.get("province")),
		Mentions:   r.mentions(m.get("mentions")),
		Confidence: m.confidence(),
		Remark:     m.text("remark"),
		Cites:      m.cites(),
	}
	if event := m.get("event"); event.given() {
		r.occasion(event, m.get("province"), &q)
	}
	r.b.Quotes = append(r.b.Quotes, q)
}

// occasion gives a quote its event and that event's province.
func (r *reader) occasion(v, province value, q *store.Quote) {
	key := r.key(v.needText("the id of an event"))
	i, ok := r.events[key]
	if !ok {
		v.fail("there is no event %s in this file%s", shown(key), r.nearestKey(key, r.events))
		return
	}
	e := r.b.Events[i]
	q.Event = e.ID
	switch {
	case e.Province == nil:
	case q.Province == nil:
		own := *e.Province
		q.Province = &own
	case q.Province.ID != e.Province.ID:
		province.fail("its event is in %s; leave the field out, or the event", e.Province.Name)
	}
}

func (r *reader) mentions(v value) []string {
	var list []string
	taken := map[string]bool{}
	for _, item := range v.items() {
		a, ok := r.actor(item)
		if ok && taken[a.ID] {
			item.fail("%s stands here twice", shown(a.Name))
		}
		taken[a.ID] = true
		list = append(list, a.ID)
	}
	return list
}
