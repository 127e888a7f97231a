package tui

import (
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// openDate opens the line that asks for a date to go to.
func (m *Model) openDate() {
	if m.events.n == 0 {
		m.say("no event is listed: there is no date to go to")
		return
	}
	m.prompt = prompt{input: newInput("")}
	m.open(viewDate)
}

func (m *Model) actInDate(a action) tea.Cmd {
	if a == actBack {
		m.close(viewDate)
	}
	if a != actApply {
		return nil
	}
	date, err := dateTyped(m.prompt.input.text())
	if err != nil {
		m.complain(err)
		return nil
	}
	m.close(viewDate)
	if m.find.pending() {
		m.find.date = &date
		return nil
	}
	return dateCmd(m.lib, m.find.found.result, date)
}

// dateTyped reads a year, a month or a day: EDTF with a first day.
func dateTyped(text string) (store.Date, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return store.Date{}, errors.New("type a year, a month or a day: " + dateForms)
	}
	d, err := store.ParseDate(padded(text), store.Stated, "")
	switch {
	case err != nil:
		return d, fmt.Errorf("%q is no date: type %s", text, dateForms)
	case d.First == store.MinDay:
		return d, fmt.Errorf("%s has no first day: %s", text, dateForms)
	}
	return d, nil
}

// padded gives month and day two digits each, as EDTF has them.
func padded(text string) string {
	parts := strings.Split(text, "-")
	for i, p := range parts {
		if i > 0 && len(p) == 1 && '0' < p[0] && p[0] <= '9' {
			parts[i] = "0" + p
		}
	}
	return strings.Join(parts, "-")
}

// dateForms shows how a date is typed.
const dateForms = "2014, 2014-05, 2014-05-17"

// onDated puts the cursor on the first event that does not begin before the date
// that was typed.
func (m *Model) onDated(msg datedMsg) tea.Cmd {
	r := m.find.found.result
	switch {
	case m.find.pending():
		m.find.date = &msg.date
		return nil
	case msg.lib != m.lib || msg.asked != r:
		return dateCmd(m.lib, r, msg.date)
	}
	m.focusOn(eventsPane)
	m.events.show(msg.place)
	if m.opened(viewTimeline) {
		m.timeline.show(unitOf(msg.date), msg.date.First, "")
	}
	if msg.place >= r.Events-r.Undated {
		m.say("no event begins on " + styleOf(m.lib).Words(msg.date.EDTF) + " or later")
	}
	return nil
}

// goToPeriod steps to the next or previous year or month of the events, or to
// the next or previous heading of a facet.
func (m *Model) goToPeriod(a action) {
	if p := m.facetPane(); p != nil {
		by := map[action]int{actNextYear: 1, actPreviousYear: -1}[a]
		if !p.heading(by) {
			m.say("no heading further on")
		}
		return
	}
	if !m.events.step(a) {
		m.say(map[action]string{
			actNextYear: "no later year", actPreviousYear: "no earlier year", actNextMonth: "no later month", actPreviousMonth: "no earlier month",
		}[a])
	}
}
