package tui

import (
	"errors"
	"strings"
	"testing"

	"fieldbrief/store"
)

func TestDateStyles(t *testing.T) {
	for _, c := range []struct {
		edtf, column, tight, full string
		style                     DateStyle
	}{
		{"2022-04-21", "Apr 21", "Apr 21", "April 21, 2022", MonthDay},
		{"2022-04", "Apr", "Apr", "April 2022", MonthDay},
		{"2022-21~", "spring", "spring", "about spring 2022", MonthDay},
		{"2021-08-15/2021-08-31", "Aug 15–31", "Aug 15–31", "August 15–31, 2021", MonthDay},
		{"2021-08-15/2021-09-02", "Aug 15–Sep 2", "Aug–Sep", "August 15–September 2, 2021", MonthDay},
		{"2021-12-28/2022-01-03", "Dec–Jan 2022", "2021–2022", "December 28, 2021 – January 3, 2022", MonthDay},
		{"2021-08-15/..", "since Aug 15", "Aug 15–", "since August 15, 2021", MonthDay},
		{"1994~/1996~", "mid-1990s", "mid-1990s", "mid-1990s", MonthDay},
		{"2022-04-21", "04-21", "04-21", "2022-04-21", ISO},
		{"2022-04", "2022-04", "2022-04", "2022-04", ISO},
		{"2022", "2022", "2022", "2022", ISO},
		{"2022-24", "winter", "winter", "winter 2022", ISO},
		{"2022-03~", "2022-03", "2022-03", "about 2022-03", ISO},
		{"2021-08-15/2021-08-31", "08-15/08-31", "2021-08", "2021-08-15/2021-08-31", ISO},
		{"2021-01/2021-04", "2021-01/04", "2021", "2021-01/2021-04", ISO},
		{"2021-08/2022-02", "2021/2022", "2021/2022", "2021-08/2022-02", ISO},
		{"../2022-06-01", "until 06-01", "–06-01", "until 2022-06-01", ISO},
		{"199X", "1990s", "1990s", "1990s", ISO},
	} {
		d, err := store.ParseDate(c.edtf, store.Stated, "")
		if err != nil {
			t.Fatal(err)
		}
		column, tight, _ := c.style.column(d)
		if full := c.style.Words(c.edtf); column != c.column || full != c.full || tight != c.tight {
			t.Errorf("%s in style %d: %q, %q, %q, want %q, %q, %q", c.edtf, c.style, column, tight, full, c.column, c.tight, c.full)
		}
	}
}

// What is on the screen has the style asked for, whatever it is opened in.
func TestScreensInStyle(t *testing.T) {
	for style, want := range map[DateStyle][2]string{DayMonth: {"3 Mar", "3 March 2020"}, MonthDay: {"Mar 3", "March 3, 2020"}, ISO: {"03-03", "2020-03-03"}} {
		d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none", Dates: style}, surroundings{})
		d.want(want[0])
		d.press("j", "j", "enter")
		d.want(want[1])
		d.press("o")
		d.want(want[1])
		d.press("esc", "esc", "/", "since:2020-03-03", "enter")
		d.want("since " + want[1])
		d.press("t", "+", "+")
		d.want(want[0])
	}
}

// What comes from outside gets the library as it came.
func TestStyleStaysInside(t *testing.T) {
	lib, newer := testLibrary(t), testLibrary(t)
	opened, exported := false, false
	opts := Options{Theme: "none", Dates: ISO, Formats: testFormats(),
		Reopen: func(present Library) (Library, error) {
			if opened = present == Library(lib); opened {
				return newer, nil
			}
			return nil, nil
		},
		Export: func(of Library, _ store.Filter, _ string) (string, error) {
			exported = of == Library(newer)
			return "", errors.New("no room")
		}}
	d := drive(t, lib, 120, 40, opts, surroundings{})
	d.send(tickMsg{})
	d.want("03-03")
	d.press("e", "enter")
	if !opened || !exported {
		t.Errorf("reopened %v, exported %v", opened, exported)
	}
	if strings.Contains(d.frame(), "3 Mar ") {
		t.Error("the newer library is in another style")
	}
}
