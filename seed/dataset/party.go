package dataset

import "strings"

// begin, side, list and end put together the parties of a record. Its date is
// known by then: who "the government" is depends on it.
func (p *parser) begin(r *Record, c *country) {
	p.here, p.involved, p.behind = c, p.involved[:0], p.behind[:0]
}

func (p *parser) end(r *Record) {
	r.Event.Actors = append(p.parties.room(len(p.involved)), p.involved...)
	r.Actors = append(append(p.actors.room(len(p.behind)+len(p.above)), p.behind...), p.above...)
	p.above = p.above[:0]
}

// side adds one side of a conflict, or each member of an alliance.
func (p *parser) side(r *Record, name, role string) {
	members := p.here.members(name)
	if members == nil {
		p.add(r, name, armed, role)
	}
	for _, member := range members {
		p.add(r, strings.TrimSpace(member), armed, role)
	}
}

// list adds the actors of a list with semicolons.
func (p *parser) list(r *Record, names string, is class, role string) {
	for names != "" {
		var name string
		name, names, _ = strings.Cut(names, ";")
		p.add(r, strings.TrimSpace(name), is, role)
	}
}

func (p *parser) add(r *Record, name string, is class, role string) {
	if name == "" {
		return
	}
	m := p.names.actor(p.here, name, is, r.Event.First)
	party := m.party
	party.Role = role
	p.involved = append(p.involved, party)
	p.behind = append(p.behind, m.actors[0])
	p.above = append(p.above, m.actors[1:]...)
}

// province fills in the province and gives the name to be used in a title:
// the country's where there is none.
func (p *parser) province(r *Record, c *country, column column) string {
	found := c.province(p.value(column))
	if found == nil {
		return c.name
	}
	r.Province, r.Event.Province = found.all, found.ref
	return found.ref.Name
}

// title makes a short name of an event: "Armed clash: One – Other". The province
// stands beside it wherever events are listed, and in it only for want of all else.
func (p *parser) title(what, a, b, where string) string {
	parts := p.parts[:0]
	if what != "" {
		parts = append(parts, what)
	}
	if what != "" && (a != "" || b != "") {
		parts = append(parts, ": ")
	}
	if parts = append(parts, a); a != "" && b != "" {
		parts = append(parts, " – ")
	}
	if parts = append(parts, b); what == "" && a == "" && b == "" {
		parts = append(parts, where)
	}
	p.parts = parts
	return join(&p.text, parts...)
}
