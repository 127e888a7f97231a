package tui

import (
	"testing"

	"fieldbrief/store"
)

func TestDateWording(t *testing.T) {
	for _, c := range []struct {
		edtf                        string
		basis                       store.Basis
		heading, column, mark, full string
	}{
		{"2022-04-21", store.Inferred, "2022", "21 Apr", "ⁱ", "21 April 2022"},
		{"2001-09-09", store.Derived, "2001", "9 Sep", "ᵈ", "9 September 2001"},
		{"2015-01", store.Stated, "2015", "Jan", "", "January 2015"},
		{"2022-03~", store.Stated, "2022", "Mar", "~", "about March 2022"},
		{"2022-03~", store.Inferred, "2022", "Mar", "~ⁱ", "about March 2022"},
		{"2022-03?", store.Stated, "2022", "Mar", "?", "March 2022 (not sure)"},
		{"2022-03%", store.Stated, "2022", "Mar", "~?", "about March 2022 (not sure)"},
		{"2021", store.Stated, "2021", "2021", "", "2021"},
		{"2022-21~", store.Stated, "2022", "spring", "~", "about spring 2022"},
		{"2022-24", store.Stated, "2022", "winter", "", "winter 2022"},
		{"199X", store.Stated, "1990s", "1990s", "", "1990s"},
		{"19XX", store.Stated, "1900s", "1900s", "", "1900s"},
		{"1994~/1996~", store.Stated, "1990s", "mid-1990s", "~", "mid-1990s"},
		{"1990/1993~", store.Stated, "1990s", "early 1990s", "~", "early 1990s"},
		{"1997~/1999~", store.Stated, "1990s", "late 1990s", "~", "late 1990s"},
		{"1994~/2001-09-09", store.Stated, "1994", "1994–2001", "~", "about 1994 – 9 September 2001"},
		{"2021-08-15/2021-08-31", store.Derived, "2021", "15–31 Aug", "ᵈ", "15–31 August 2021"},
		{"2021-01/2021-04", store.Stated, "2021", "Jan–Apr", "", "January–April 2021"},
		{"2021-08/2022-02", store.Stated, "2021", "Aug–Feb 2022", "", "August 2021 – February 2022"},
		{"2021-12-28/2022-01-03", store.Stated, "2021", "Dec–Jan 2022", "", "28 December 2021 – 3 January 2022"},
		{"2019/2021", store.Stated, "2019", "2019–2021", "", "2019 – 2021"},
		{"2021-08-15/..", store.Stated, "2021", "since 15 Aug", "", "since 15 August 2021"},
		{"../2022-06", store.Stated, "until 2022", "until Jun", "", "until June 2022"},
		{"2022-04-XX", store.Stated, "2022", "Apr", "", "April 2022"},
		{"2022-XX-XX", store.Stated, "2022", "2022", "", "2022"},
		{"2022-04-21T10:00:00Z", store.Stated, "2022", "21 Apr", "", "21 April 2022"},
		{"", "", "undated", "", "", ""},
		{"Y-170002", store.Stated, "-170002", "Y-170002", "", "Y-170002"},
		{"\x1b[31m", store.Stated, "␛[31m", "␛[31m", "", "␛[31m"},
	} {
		d, err := store.ParseDate(c.edtf, c.basis, "")
		if err != nil {
			d = store.Date{EDTF: c.edtf, Basis: c.basis, First: store.MinDay}
		}
		text, tight, mark := DayMonth.column(d)
		if text != c.column || mark != c.mark {
			t.Errorf("column(%q) = %q %q, want %q %q", c.edtf, text, mark, c.column, c.mark)
		}
		if n := len([]rune(tight)); n > 9 && c.heading != "1990s" {
			t.Errorf("column(%q) is %q where it is tight: %d cells", c.edtf, tight, n)
		}
		if got := heading(d); got != c.heading {
			t.Errorf("heading(%q) = %q, want %q", c.edtf, got, c.heading)
		}
		if got := DayMonth.Words(c.edtf); got != c.full {
			t.Errorf("DayMonth.Words(%q) = %q, want %q", c.edtf, got, c.full)
		}
	}
}
