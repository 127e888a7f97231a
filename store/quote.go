package store

// A Quote is direct speech in a source.
type Quote struct {
	ID         string       `json:"id"`   // source/key
	Text       string       `json:"text"` // exact, without the quotation marks
	Speaker    ActorRef     `json:"speaker"`
	SpeakerAs  string       `json:"speaker_as,omitempty"` // as printed
	Date                    // its occasion, where there is one
	Event      string       `json:"event,omitempty"`    // id of the event it belongs to
	Province   *ProvinceRef `json:"province,omitempty"` // the event's, else its own
	Mentions   []string     `json:"mentions,omitempty"` // ids of actors
	Cites      []Citation   `json:"cites"`
	Confidence Confidence   `json:"confidence,omitempty"`
	Remark     string       `json:"remark,omitempty"`
}

// An ActorRef names an actor within a record.
type ActorRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}
