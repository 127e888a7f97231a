package tui

import "slices"

// A Start is what the explorer opens on.
type Start struct {
	View string // one of StartViews; "" for the lists
	Pane string // one of StartPanes; "" for the events
}

// StartViews and StartPanes name what can be opened first.
func StartViews() []string { return []string{"lists", "timeline", "map", "sources"} }
func StartPanes() []string { return []string{"actors", "provinces", "events", "quotes"} }

// begin puts the focus where the start wants it, and has its view opened as soon
// as there is something to show.
func (m *Model) begin(s Start) {
	if i := slices.Index(StartPanes(), s.Pane); i >= 0 {
		m.focusOn(paneID(i))
	}
	switch s.View {
	case "timeline":
		m.find.waiting = []action{actTimeline}
	case "map":
		m.find.waiting = []action{actMap}
	case "sources":
		m.find.waiting = []action{actPickSource}
	}
}
