package tui

import (
	"slices"
	"strings"
	"testing"

	"fieldbrief/store"
)

// The page lists the events with the most killed, follows the filter, and keeps
// its cursor.
func TestDeadliest(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("D")
	p := d.m.pages[viewDeadliest].(*deadliest)
	killed := func() (figures []int) {
		for _, r := range p.window.rows {
			e, _ := d.m.lib.Event(r.id)
			if e.Kind == store.CasualtyCount {
				t.Errorf("%s is a count over a period", r.id)
			}
			if e.Killed.Best != nil {
				figures = append(figures, *e.Killed.Best)
			} else {
				figures = append(figures, *e.Killed.Low)
			}
		}
		return figures
	}
	all := killed()
	if len(all) < 2 || !slices.IsSortedFunc(all, func(a, b int) int { return b - a }) {
		t.Fatalf("lists %v", all)
	}
	d.press("j")
	chosen := p.chosen()
	d.press("enter")
	d.want(d.m.detail.card.fields[0].pieces[0].text)
	d.press("n", "N", "esc")
	if p.chosen() != chosen || d.m.view() != viewDeadliest {
		t.Errorf("back on %v in view %v, want %v", p.chosen(), d.m.view(), chosen)
	}
	d.press("3")
	if d.m.view() != viewLists || d.m.events.chosen() != chosen {
		t.Errorf("the list is on %v, want %v", d.m.events.chosen(), chosen)
	}
	d.press("D")
	p = d.m.pages[viewDeadliest].(*deadliest)
	d.press("p", "balk", "enter")
	if n := len(killed()); n == 0 || n >= len(all) || p.of != d.m.find.found.result {
		t.Errorf("under a filter lists %d of %d", n, len(all))
	}
	d.press("esc")
	if d.m.view() != viewLists {
		t.Error("esc does not lead back")
	}
}

// The date of a row tells its year, which in the list stands above, in the style
// asked for.
func TestRowsTellTheirYear(t *testing.T) {
	for edtf, want := range map[string][3]string{
		"2021-08-26":            {"26 Aug 2021", "Aug 26, 2021", "2021-08-26"},
		"2021-08/2022-02":       {"Aug–Feb 2022", "Aug–Feb 2022", "2021-08/2022-02"},
		"2021":                  {"2021", "2021", "2021"},
		"2021-08":               {"Aug 2021", "Aug 2021", "2021-08"},
		"2021-08-03/2021-08-05": {"3–5 Aug 2021", "Aug 3–5, 2021", "2021-08-03/08-05"},
		"2021-12-30/2022-01-02": {"Dec–Jan 2022", "Dec–Jan 2022", "2021-12-30/2022-01-02"},
		"":                      {"", "", ""},
	} {
		for style, want := range want {
			if got := DateStyle(style).dated(date(edtf, store.Stated, "")); !strings.HasPrefix(got, want) || want == "" && got != "" {
				t.Errorf("%s in style %d: %q, want %q", edtf, style, got, want)
			}
		}
	}
}

// The page has the style of the library it lists.
func TestDeadliestInStyle(t *testing.T) {
	for style, want := range map[DateStyle]string{DayMonth: " 3 Mar 2020 ", MonthDay: " Mar 3, 2020 ", ISO: " 2020-03-03 "} {
		d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none", Dates: style}, surroundings{})
		d.press("D")
		p := d.m.pages[viewDeadliest].(*deadliest)
		shown := bareText(strings.Join(p.draw(&d.m.theme), "\n"))
		if !strings.Contains(shown, want) {
			t.Errorf("no %q in\n%s", want, shown)
		}
	}
}
