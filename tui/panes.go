package tui

// panes are the four lists, and the events over time.
type panes struct {
	actors, provinces *facetPane
	events            *eventList
	quotes            *quoteList
	timeline          *timeline
	marks             *marking // on what is listed
}

func newPanes() panes {
	marks := &marking{}
	return panes{
		actors:    &facetPane{shape: actorShape(), title: "Actors", marks: marks},
		provinces: &facetPane{shape: provinceShape(), title: "Provinces", marks: marks},
		events:    &eventList{marks: marks},
		quotes:    &quoteList{marks: marks},
		timeline:  &timeline{marks: marks},
		marks:     marks,
	}
}
