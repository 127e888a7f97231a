package store

// ActorKind says what an actor is.
type ActorKind string

const (
	ArmedGroup   ActorKind = "armed group"
	Person       ActorKind = "person"
	Organisation ActorKind = "organisation"
	Government   ActorKind = "government" // governments and their forces
	Unnamed      ActorKind = "unnamed"    // speakers and doers the source does not name
)

// ActorKinds lists every kind, in the order in which they are shown.
func ActorKinds() []ActorKind {
	return []ActorKind{ArmedGroup, Organisation, Government, Person, Unnamed}
}

// An Actor is a party to events or a speaker. One id means one actor in all
// sources of a library; its aliases, notes and citations are joined.
type Actor struct {
	ID          string     `json:"id"` // slug of the English name or common acronym; source/slug for an unnamed one
	Name        string     `json:"name"`
	Kind        ActorKind  `json:"kind"`
	Aliases     []string   `json:"aliases,omitempty"`
	Sic         []string   `json:"sic,omitempty"`         // misspellings as printed; matched like aliases
	Affiliation string     `json:"affiliation,omitempty"` // id of the actor it belongs to
	Note        string     `json:"note,omitempty"`
	Remark      string     `json:"remark,omitempty"`
	Cites       []Citation `json:"cites,omitempty"`
}
