package store

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/quick"

	"fieldbrief/store/internal/wire"
)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// FuzzStoreOps holds a library file against a plain model under random changes.
func FuzzStoreOps(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5})
	f.Add([]byte{0, 0, 8, 16, 1, 2, 24, 3, 9, 17, 4, 0})
	f.Fuzz(func(t *testing.T, ops []byte) {
		m := model{briefings: map[string]Briefing{}, texts: map[string]Text{}, meta: map[string]string{}}
		path := filepath.Join(t.TempDir(), "library.db")
		for i, op := range ops[:min(len(ops), 12)] {
			publish(t, path, func(e *Edition) error { return m.apply(t, e, op, uint64(i)) })
			m.hold(t, path)
		}
	})
}

type model struct {
	briefings map[string]Briefing
	texts     map[string]Text
	meta      map[string]string
}

// apply makes one change on both sides.
func (m model) apply(t *testing.T, e *Edition, op byte, seed uint64) error {
	id := string(rune('a' + op>>3&3))
	_, there := m.briefings[id]
	switch op & 7 {
	case 0, 1, 2:
		b := randomBriefing(t, newRand(seed+uint64(op)), id, 1+int(op>>5)*5)
		b.Source.SHA256 = strings.Repeat(string(rune('0'+op>>5&1)), 64)
		if old, ok := m.briefings[id]; ok && old.Source.SHA256 != b.Source.SHA256 {
			delete(m.texts, id)
		}
		m.briefings[id] = b
		return put(b)(e)
	case 3, 4:
		delete(m.briefings, id)
		delete(m.texts, id)
		return expect(t, e.Remove(id), there)
	case 5, 6:
		text := Text{Body: strings.Repeat("word ", int(op)), Paragraphs: []TextParagraph{{1, Span{0, 0}}}, Anchors: map[Span]Span{{1, 2}: {0, 0}}}
		if there {
			m.texts[id] = text
		}
		return expect(t, e.Attach(id, text), there)
	}
	m.meta[id] = strings.Repeat("v", int(op>>5))
	if m.meta[id] == "" {
		delete(m.meta, id)
	}
	return e.SetMeta(id, m.meta[id])
}

// expect holds that a source that is not there is refused, and is all that is.
func expect(t *testing.T, err error, there bool) error {
	var unknown *UnknownNameError
	if there != (err == nil) || err != nil && !errors.As(err, &unknown) {
		t.Errorf("the source is there: %v; %v", there, err)
	}
	return nil
}

func (m model) hold(t *testing.T, path string) {
	var briefings []Briefing
	for _, b := range m.briefings {
		briefings = append(briefings, b.settled())
	}
	l := open(t, path)
	sameLibrary(t, l, newLibrary(briefings, m.texts))
	if !reflect.DeepEqual(l.meta, m.meta) {
		t.Fatalf("meta %v, want %v", l.meta, m.meta)
	}
	if _, err := Check(t.Context(), path); err != nil {
		t.Fatal(err)
	}
}

// TestCodec holds that every field of every record comes back.
func TestCodec(t *testing.T) {
	roundTrip(t, codeSource)
	roundTrip(t, codeActor)
	roundTrip(t, codeProvince)
	roundTripEvents(t)
	roundTrip(t, codeQuote)
	roundTrip(t, codeText)
}

// roundTripEvents does so for the compact form of events.
func roundTripEvents(t *testing.T) {
	d := newDictionary(func(class) ([]string, error) { return nil, nil })
	coder := newEventCoder(d)
	back := func(e Event) bool {
		e.ID = strings.ReplaceAll(e.ID, "/", "") + "/" + e.ID
		for _, toll := range []*Toll{e.Killed, e.Wounded} {
			if toll != nil && len(toll.Shared) == 0 {
				toll.Shared = nil
			}
		}
		if e.Lat == nil || e.Lon == nil {
			e.Lat, e.Lon = nil, nil
		}
		b := coder.encode(nil, &e)
		got, err := newEventCoder(d).decode(b, numberDay(e.Date))
		if err != nil {
			return false
		}
		for n := range b {
			if _, err := coder.decode(b[:n], numberDay(e.Date)); err == nil {
				return false
			}
		}
		return reflect.DeepEqual(coder.encode(nil, &got), b) && sameButEmpty(got, e)
	}
	if err := quick.Check(back, &quick.Config{MaxCount: 30}); err != nil {
		t.Error(err)
	}
	for _, e := range harbour(t).settled().Events {
		for _, edtf := range []string{"2021-08-15", "2021-08", "2021", "2021-08-15/2021-08-20", "../2021", "202X", "1650", "3000", "", "2021-24"} {
			e.Date = dateOf(t, edtf)
			e.Lat, e.Lon = new(float64), new(float64)
			*e.Lat, *e.Lon = 34.533, -69.1666661
			e.Original = []Field{{"where_prec", "1"}, {"date", "2021-08-14"}, {"relid", "AFG-2021-1-3"}, {"zero", "007"}}
			e.Cites = []Citation{{Source: "harbour-report", Record: e.ID[len(hr):], Outlet: "Wire", Date: "2021-08-16", Headline: "Head"}}
			if !back(e) {
				t.Errorf("%+v does not come back", e)
			}
		}
	}
}

func roundTrip[T any](t *testing.T, code func(*wire.Coder, *T)) {
	t.Helper()
	back := func(record T) bool {
		b := encode(record, code)
		got, err := decode(b, code)
		if err != nil {
			return false
		}
		for n := range b { // cut anywhere, it is refused
			if _, err := decode(b[:n], code); err == nil {
				return false
			}
		}
		return reflect.DeepEqual(encode(got, code), b) && sameButEmpty(got, record)
	}
	if err := quick.Check(back, &quick.Config{MaxCount: 15, Rand: nil}); err != nil {
		t.Errorf("%T: %v", *new(T), err)
	}
}

// sameButEmpty compares records; a list without elements comes back as nil.
func sameButEmpty(a, b any) bool {
	return reflect.DeepEqual(dropEmpty(reflect.ValueOf(a)), dropEmpty(reflect.ValueOf(b)))
}

func dropEmpty(v reflect.Value) any {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	dropEmptyIn(c)
	return c.Interface()
}

func dropEmptyIn(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			dropEmptyIn(v.Field(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			dropEmptyIn(v.Elem())
		}
	case reflect.Slice, reflect.Map:
		if v.Len() == 0 {
			v.SetZero()
		}
		for i := 0; v.Kind() == reflect.Slice && i < v.Len(); i++ {
			dropEmptyIn(v.Index(i))
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(harbour(f).Events[0], codeEvent))
	f.Add([]byte{recordVersion, 255, 255, 255, 255, 15})
	f.Fuzz(func(t *testing.T, b []byte) {
		if e, err := decode(b, codeEvent); err == nil {
			if _, err := decode(encode(e, codeEvent), codeEvent); err != nil {
				t.Error(err)
			}
		}
		coder := newEventCoder(newDictionary(func(class) ([]string, error) { return []string{"a", "\x01b"}, nil }))
		coder.decode(b, 7)
		decode(b, codeText)
		decode(b, codeSource)
	})
}
