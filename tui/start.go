package tui

// A Start is what the explorer opens on.
type Start struct {
	View string // one of StartViews; "" for the lists
	Pane string // one of StartPanes; "" for the events
}

// StartViews and StartPanes name what can be opened first.
func StartViews() []string { return []string{"lists", "timeline", "map", "sources"} }
func StartPanes() []string { return []string{"actors", "provinces", "events", "quotes"} }

// over gives a session with the start in the place of what it names.
func (s Start) over(kept Session) Session {
	switch s.View {
	case "":
	case "map":
		kept.Opened, kept.Pane = []string{"map"}, "provinces"
	default:
		kept.Opened = []string{s.View}
	}
	if s.Pane != "" {
		kept.Pane = s.Pane
	}
	return kept
}
