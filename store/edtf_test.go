package store

import (
	"strings"
	"testing"
)

func TestParseDate(t *testing.T) {
	tests := []struct{ edtf, first, last string }{
		{"2022-04-21", "2022-04-21", "2022-04-21"},
		{"2022-04", "2022-04-01", "2022-04-30"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"1900-02", "1900-02-01", "1900-02-28"},
		{"2000-02", "2000-02-01", "2000-02-29"},
		{"2021", "2021-01-01", "2021-12-31"},
		{"2022-05~", "2022-05-01", "2022-05-31"},
		{"2021?", "2021-01-01", "2021-12-31"},
		{"2021-08-15%", "2021-08-15", "2021-08-15"},
		{"2021-21", "2021-03-01", "2021-05-31"},
		{"2021-22", "2021-06-01", "2021-08-31"},
		{"2021-23", "2021-09-01", "2021-11-30"},
		{"2021-24", "2021-12-01", "2022-02-28"},
		{"2023-24", "2023-12-01", "2024-02-29"},
		{"202X", "2020-01-01", "2029-12-31"},
		{"20XX", "2000-01-01", "2099-12-31"},
		{"2021-XX", "2021-01-01", "2021-12-31"},
		{"2021-XX-XX", "2021-01-01", "2021-12-31"},
		{"2021-02-XX", "2021-02-01", "2021-02-28"},
		{"2021-08-15/2021-08-20", "2021-08-15", "2021-08-20"},
		{"2021-08/2022-02", "2021-08-01", "2022-02-28"},
		{"2021-08-01/2021-08-10~", "2021-08-01", "2021-08-10"},
		{"2021~/2022?", "2021-01-01", "2022-12-31"},
		{"2021-08-15/..", "2021-08-15", ".."},
		{"2021-08-15/", "2021-08-15", ".."},
		{"../2022", "..", "2022-12-31"},
		{"/2022", "..", "2022-12-31"},
		{"2021-08-15T17:30:00Z", "2021-08-15", "2021-08-15"},
		{"2021-08-15T17:30:00+04:30", "2021-08-15", "2021-08-15"},
		{"1699-12-31", "1699-12-31", "1699-12-31"},
		{"0000", "0000-01-01", "0000-12-31"},
		{"-0044-03-15", "-0044-03-15", "-0044-03-15"},
		{"-004X", "-0049-01-01", "-0040-12-31"},
		{"Y17000", "17000-01-01", "17000-12-31"},
		{"Y-17000", "-17000-01-01", "-17000-12-31"},
		{"", "..", ".."},
	}
	for _, tt := range tests {
		d, err := ParseDate(tt.edtf, Derived, "why")
		if err != nil {
			t.Errorf("%q: %v", tt.edtf, err)
			continue
		}
		if d.First.String() != tt.first || d.Last.String() != tt.last || d.EDTF != tt.edtf || d.Note != "why" || d.Basis != Derived {
			t.Errorf("%q: %s to %s, want %s to %s", tt.edtf, d.First, d.Last, tt.first, tt.last)
		}
		if d.Undated() != (tt.edtf == "") {
			t.Errorf("%q: undated %v", tt.edtf, d.Undated())
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for edtf, want := range map[string]string{
		"yesterday":                "not an EDTF date",
		"2021-8-1":                 "not an EDTF date",
		"21.4.2022":                "not an EDTF date",
		" 2021":                    "not an EDTF date",
		"2021-13":                  "month 13",
		"2021-00":                  "month 00",
		"2021-02-29":               "day 29",
		"2021-04-00":               "day 00",
		"2021-22-XX":               "season",
		"2021-13-XX":               "month 13",
		"2022/2021":                "ends before it starts",
		"../..":                    "at least one end",
		"/":                        "at least one end",
		"2021/2022/2023":           "not an EDTF date",
		"2021-~08-15":              "level 2",
		"?2021-08":                 "level 2",
		"[2021, 2022]":             "level 2",
		"{2021..2022}":             "level 2",
		"2XX1":                     "level 2",
		"2021-XX-05":               "level 2",
		"XXXX-12-25":               "level 2",
		"2021-25":                  "level 2",
		"Y-17E7":                   "level 2",
		"Y99999999999999999999999": "years run from",
		"2021-08-15T25:00:00Z":     "not an EDTF date",
		"2021\n":                   "not an EDTF date",
	} {
		_, err := ParseDate(edtf, Stated, "")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", edtf, err, want)
		}
	}
	if _, err := ParseDate("2021", "guessed", ""); err == nil || !strings.Contains(err.Error(), "stated, derived or inferred") {
		t.Errorf("basis: %v", err)
	}
}

func TestDays(t *testing.T) {
	if d := CivilDay(1700, 1, 1); d != 0 {
		t.Errorf("the first day has number %d", d)
	}
	for day := CivilDay(-401, 1, 1); day < CivilDay(2401, 1, 1); day += 13 {
		at := day.Time()
		y, m, d := at.Date()
		if CivilDay(y, int(m), d) != day {
			t.Fatalf("%s has number %d, not %d", at, CivilDay(y, int(m), d), day)
		}
	}
	if s := CivilDay(2021, 8, 15).String(); s != "2021-08-15" {
		t.Errorf("the day is written %s", s)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2022-04-21", "2021-24", "202X", "-004X", "2021~/..", "Y17000", "/2022", "2021-08-15T17:30:00Z", "2021-XX-XX", "[2021]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s, "", "")
		if err != nil {
			return
		}
		if d.First > d.Last || d.EDTF != s {
			t.Errorf("%q: %s to %s", s, d.First, d.Last)
		}
		if again, err := ParseDate(d.First.String()+"/"+d.Last.String(), "", ""); err == nil && (again.First != d.First || again.Last != d.Last) {
			t.Errorf("%q: as an interval %s to %s", s, again.First, again.Last)
		}
	})
}
