package briefing

import (
	"strconv"
	"strings"

	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
)

func (e *emitter) sourceFields(s store.Source) {
	e.text("id", s.ID)
	e.text("title", s.Title)
	e.text("kind", s.Kind)
	e.text("author", s.Author)
	e.text("outlet", s.Outlet)
	e.date("published", s.Published)
	if s.SHA256 != "" {
		e.line("sha256", `"`+s.SHA256+`"`)
	}
	e.text("licence", s.Licence)
	e.text("url", s.URL)
	e.text("remark", s.Remark)
}

func (e *emitter) paragraph(p store.Paragraph) {
	e.line("paragraph", strconv.Itoa(p.Number))
	if p.Digest == "" {
		e.line("text", `""`)
	}
	e.text("text", p.Digest)
	e.text("remark", p.Remark)
	e.line("cite", e.cite(p.Passage, false))
}

func (e *emitter) province(p store.Province) {
	if p.Code != "" {
		e.line("code", p.Code)
	}
	if _, known := gazetteer.Province(p.ID); !known {
		e.text("name", p.Name)
		e.text("country", p.Country)
		e.texts("aliases", p.Aliases)
		e.text("capital", p.Capital)
		if p.Lat != 0 || p.Lon != 0 {
			e.number("lat", &p.Lat)
			e.number("lon", &p.Lon)
		}
	}
	e.cites(p.Cites)
}

func (e *emitter) actor(a store.Actor) {
	e.text("id", e.actorKey(a.ID))
	e.text("name", a.Name)
	e.text("kind", string(a.Kind))
	e.texts("aliases", a.Aliases)
	e.texts("sic", a.Sic)
	e.text("affiliation", e.actorKey(a.Affiliation))
	e.text("note", a.Note)
	e.text("remark", a.Remark)
	e.cites(a.Cites)
}

func (e *emitter) event(v store.Event) {
	e.text("id", e.key(v.ID))
	e.date("date", v.Date)
	e.text("title", v.Title)
	e.text("summary", v.Summary)
	e.text("kind", v.Kind)
	e.provinceRef(v.Province)
	e.text("place", v.Place)
	e.number("lat", v.Lat)
	e.number("lon", v.Lon)
	e.parties(v.Actors)
	e.toll("killed", v.Killed)
	e.toll("wounded", v.Wounded)
	e.confidence(v.Confidence)
	e.text("remark", v.Remark)
	e.cites(v.Cites)
}

func (e *emitter) provinceRef(p *store.ProvinceRef) {
	if p != nil {
		e.text("province", p.ID)
	}
}

func (e *emitter) parties(parties []store.Party) {
	if len(parties) == 0 {
		return
	}
	e.line("actors", "")
	for _, p := range parties {
		fields := []string{"id: " + e.flow(e.actorKey(p.ID))}
		if p.Role != "" {
			fields = append(fields, "role: "+e.flow(p.Role))
		}
		if p.As != "" {
			fields = append(fields, "as: "+e.flow(p.As))
		}
		e.out.WriteString(strings.Repeat(" ", e.indent+2) + "- {" + strings.Join(fields, ", ") + "}\n")
	}
}

func (e *emitter) toll(key string, t *store.Toll) {
	if t == nil {
		return
	}
	var fields []string
	for _, f := range []struct {
		name string
		n    *int
	}{{"low", t.Low}, {"best", t.Best}, {"high", t.High}} {
		if f.n != nil {
			fields = append(fields, f.name+": "+strconv.Itoa(*f.n))
		}
	}
	var shared []string
	for _, id := range t.Shared {
		shared = append(shared, e.flow(e.key(id)))
	}
	if len(shared) > 0 {
		fields = append(fields, "shared: ["+strings.Join(shared, ", ")+"]")
	}
	e.line(key, "{"+strings.Join(fields, ", ")+"}")
}

// quote writes a quote; a province that is its event's goes without saying.
func (e *emitter) quote(q store.Quote, eventProvince *store.ProvinceRef) {
	e.text("id", e.key(q.ID))
	e.text("text", q.Text)
	e.text("speaker", e.actorKey(q.Speaker.ID))
	e.text("speaker_as", q.SpeakerAs)
	e.date("date", q.Date)
	if q.Event != "" {
		e.text("event", e.key(q.Event))
	}
	if eventProvince == nil {
		e.provinceRef(q.Province)
	}
	mentions := make([]string, len(q.Mentions))
	for i, id := range q.Mentions {
		mentions[i] = e.actorKey(id)
	}
	e.texts("mentions", mentions)
	e.confidence(q.Confidence)
	e.text("remark", q.Remark)
	e.cites(q.Cites)
}
