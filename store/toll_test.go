package store

import "testing"

func TestTollString(t *testing.T) {
	n := func(i int) *int { return &i }
	for _, tt := range []struct {
		toll *Toll
		want string
	}{
		{nil, ""},
		{&Toll{}, ""},
		{&Toll{Low: n(12), Best: n(12)}, "12+"},
		{&Toll{Low: n(12)}, "12+"},
		{&Toll{Low: n(10), Best: n(12), High: n(14)}, "12"},
		{&Toll{Low: n(10), High: n(14)}, "10–14"},
		{&Toll{Best: n(0)}, "0"},
		{&Toll{High: n(5)}, "≤5"},
		{&Toll{Low: n(3), Best: n(4)}, "4"},
	} {
		if got := tt.toll.String(); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.toll, got, tt.want)
		}
	}
}
