package store

// A Province is a first-level administrative unit (admin-1).
type Province struct {
	ID      string     // ISO 3166-2 code where there is one ("AF-BAL"), else country and name as a slug
	Code    string     // ISO 3166-2, "" where there is none
	Name    string     // as common English has it
	Country string     // English short name
	Aliases []string   // other spellings
	Capital string     // "" where not known
	Lat     float64    // area centroid, degrees, WGS 84
	Lon     float64    //
	Cites   []Citation // where a document names it or a place in it
}

// A ProvinceRef names a province within a record.
type ProvinceRef struct {
	ID   string `json:"-"`
	Code string `json:"code,omitempty"`
	Name string `json:"name"`
}
