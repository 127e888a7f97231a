package wire

import (
	"errors"
	"math"
	"reflect"
	"testing"
)

type leaf struct {
	Number int
	Name   string
	Small  int32
	Ratio  float64
	Maybe  *int
	Names  []string
}

func codeLeaf(c *Coder, l *leaf) {
	c.Int(&l.Number)
	String(c, &l.Name)
	Int32(c, &l.Small)
	c.Float(&l.Ratio)
	Optional(c, &l.Maybe, (*Coder).Int)
	Strings(c, &l.Names)
}

func TestRoundTrip(t *testing.T) {
	zero := 0
	for _, want := range []leaf{
		{},
		{math.MaxInt, "name", math.MinInt32, -0.5, &zero, []string{"", "b"}},
		{math.MinInt, "\xff\x00", math.MaxInt32, math.Inf(1), nil, nil},
	} {
		w := NewWriter(nil)
		codeLeaf(w, &want)
		for n := range len(w.Bytes()) + 2 {
			b := append(append([]byte(nil), w.Bytes()...), 7)[:n]
			var got leaf
			r := NewReader(b)
			codeLeaf(r, &got)
			switch err := r.End(); {
			case n == len(w.Bytes()):
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%+v came back as %+v, %v", want, got, err)
				}
			case !errors.Is(err, ErrInvalid):
				t.Errorf("%d of %d bytes: %v", n, len(w.Bytes()), err)
			}
		}
	}
}

func TestDamagedLength(t *testing.T) {
	huge := []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}
	var s string
	var list []string
	var small int32
	for name, code := range map[string]func(*Coder){
		"string": func(c *Coder) { String(c, &s) },
		"list":   func(c *Coder) { Strings(c, &list) },
		"int32":  func(c *Coder) { Int32(c, &small) },
	} {
		c := NewReader(huge)
		code(c)
		if !errors.Is(c.End(), ErrInvalid) || s != "" || len(list) > 0 || small != 0 {
			t.Errorf("%s: %v", name, c.End())
		}
	}
}
