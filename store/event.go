package store

// Basis says how a date is known.
type Basis string

const (
	Stated   Basis = "stated"   // printed so
	Derived  Basis = "derived"  // worked out from the text ("one week later")
	Inferred Basis = "inferred" // the year is not printed
)

// Confidence says how certain a found record is.
type Confidence string

const (
	Sure   Confidence = "sure"
	Likely Confidence = "likely"
	Guess  Confidence = "guess"
)

// An Event is something that a source says happened, or will.
type Event struct {
	ID         string       `json:"id"` // source/key, public, never changes
	Date                    // when; embedded so that JSON has date and basis beside the rest
	Title      string       `json:"title"`
	Summary    string       `json:"summary,omitempty"`
	Kind       string       `json:"kind,omitempty"`
	Province   *ProvinceRef `json:"province,omitempty"`
	Place      string       `json:"place,omitempty"` // the printed place within the province
	Lat        *float64     `json:"lat,omitempty"`   // degrees, WGS 84
	Lon        *float64     `json:"lon,omitempty"`
	Actors     []Party      `json:"actors,omitempty"`
	Killed     *Toll        `json:"killed,omitempty"`
	Wounded    *Toll        `json:"wounded,omitempty"`
	Cites      []Citation   `json:"cites"`
	Confidence Confidence   `json:"confidence,omitempty"`
	Remark     string       `json:"remark,omitempty"`
	Original   []Field      `json:"original,omitempty"` // of data sets: what their row has beside, in its order
}

// A Field is a column of a data set with what a row has in it, both as the data
// set has them.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A Party is an actor's part in an event.
type Party struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role,omitempty"` // perpetrator, claimant, target, victim, reporter …
	As   string `json:"as,omitempty"`   // as printed, where that is not the name
}

// A Toll is a number of casualties. A nil figure is one the source does not
// give, which is not zero. Low ≤ Best ≤ High is usual but not promised: data
// sets contradict themselves.
type Toll struct {
	Low    *int     `json:"low,omitempty"`
	Best   *int     `json:"best,omitempty"`
	High   *int     `json:"high,omitempty"`
	Shared []string `json:"shared,omitempty"` // ids of other events the same toll covers; it is summed once
}
