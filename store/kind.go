package store

// CasualtyCount is the kind of an event that counts the casualties of a period
// or a campaign; its toll may overlap with those of single events.
const CasualtyCount = "casualty count"

// EventKinds lists the kinds of events drawn from articles. Data sets keep
// their own terms.
func EventKinds() []string {
	return []string{
		"armed attack",    // armed people against a target
		"assassination",   // a named person killed for who they are
		"battle",          // two armed sides
		"bombing",         // explosives, suicide or planted
		"missile attack",  // rockets, shells, missiles, air strikes
		"attack campaign", // several attacks told as one
		"change of power", // a government falls or takes over
		"formation",       // a group appears, splits or joins
		"rights abuse",    // killings in custody, disappearances, repression
		CasualtyCount,     //
		"report",          // a publication
		"resolution",      // a decision of a body
		"humanitarian",    // hunger, poverty, aid
		"projection",      // said of the future
		"agreement",       // talks, truces, treaties
		"arrest",          //
		"protest",         //
		"displacement",    // flight and return
		"statement",       // something said that is an event in itself
		"other",           //
	}
}

// isViolence tells whether a kind, of articles or of data sets, is one of armed
// violence: the terms of UCDP GED and ACLED divide it otherwise than articles do.
func isViolence(kind string) bool {
	switch kind {
	case "armed attack", "assassination", "battle", "bombing", "missile attack", "attack campaign",
		"State-based violence", "Non-state violence", "One-sided violence",
		"Battles", "Explosions/Remote violence", "Violence against civilians":
		return true
	}
	return false
}
