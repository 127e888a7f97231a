package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"fieldbrief/store/internal/column"
	"fieldbrief/store/internal/wire"
)

// A draft is an event on its way into the library.
type draft struct {
	key         uint64 // see draftKey
	first, last Day
	id          []byte
	record      []byte
	row         column.Row // its place is not known yet
	words       []uint32   // each once, in the vocabulary it was made with
	toll        string     // id of the event that a shared toll goes by, "" where it is its own
}

func (d *draft) day() uint32 { return uint32(d.key >> draftDayShift) }

const (
	draftDayShift  = 64 - 17
	draftSpanShift = 32
	maxDraftSpan   = 1<<(draftDayShift-draftSpanShift) - 1
)

// draftKey holds as much of the order in which drafts get their numbers (by day,
// first day, last day, and the key in their id) as goes into 64 bits: the day,
// the span and the first bytes of the key. Where that is not enough, less.
func draftKey(day uint32, first, last Day, id string) uint64 {
	key := uint64(day) << draftDayShift
	if !exactDay(day, first) {
		return key
	}
	span := uint64(last - first)
	if span >= maxDraftSpan {
		return key | maxDraftSpan<<draftSpanShift
	}
	_, own, _ := strings.Cut(id, "/")
	var head [4]byte
	copy(head[:], own)
	return key | span<<draftSpanShift | uint64(binary.BigEndian.Uint32(head[:]))
}

// compareDrafts is the order in which drafts of one source get their numbers.
func compareDrafts(a, b *draft) int {
	if a.key != b.key {
		return cmp.Compare(a.key, b.key)
	}
	return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), bytes.Compare(a.id, b.id))
}

// A drafter makes drafts of events. It is for one goroutine.
type drafter struct {
	coder      *eventCoder
	vocabulary *vocabulary
	one        draft // the last one made
}

func newDrafter(d *dictionary) *drafter {
	return &drafter{coder: newEventCoder(d), vocabulary: newVocabulary()}
}

// draft makes the draft of an event. It is good until the next one is made.
func (d *drafter) draft(e *Event) *draft {
	one := &d.one
	day := numberDay(e.Date)
	one.key, one.first, one.last, one.toll = draftKey(day, e.First, e.Last, e.ID), e.First, e.Last, ""
	one.id = append(one.id[:0], e.ID...)
	one.record = d.coder.encode(one.record[:0], e)
	d.row(e, day)
	d.vocabulary.begin()
	d.vocabulary.ownWords(e)
	for i, k := range d.coder.met {
		if k.words == nil {
			k.words = d.wordsOf(e, i)
		}
		d.vocabulary.meetAll(k.words)
	}
	one.words = d.vocabulary.found
	return one
}

// wordsOf gives the words of one of the things that the coder has just met.
func (d *drafter) wordsOf(e *Event, met int) []uint32 {
	if e.Province != nil {
		if met == 0 {
			return d.vocabulary.wordsIn(e.Province.Name)
		}
		met--
	}
	return d.vocabulary.wordsIn(e.Actors[met].Name, e.Actors[met].As)
}

// row makes an event's row of the columns.
func (d *drafter) row(e *Event, day uint32) {
	r := &d.one.row
	*r = column.Row{Killed: uint64(figure(e.Killed)), Figures: figures(e.Killed), At: pointOf(e), Actors: r.Actors[:0]}
	r.Source, _ = d.coder.sources.code(sourceOf(e.ID))
	if e.Kind != "" {
		r.Kind, _ = d.coder.kinds.code(e.Kind)
	}
	parties := d.coder.met
	if e.Province != nil {
		r.Province, parties = parties[0].id, parties[1:]
	}
	for _, k := range parties {
		r.Actors = append(r.Actors, k.id)
	}
	slices.Sort(r.Actors)
	r.Actors = slices.Compact(r.Actors)
	switch {
	case day == undatedDay:
	case exactDay(day, e.First):
		r.Span = uint32(e.Last - e.First)
	default:
		r.Exact = &column.Exact{First: int64(e.First), Last: int64(e.Last)}
	}
}

// append writes a draft: its key as eight bytes, then, after their length, id
// and record, each after its own, the days, the row, the toll and the words.
func (d *draft) append(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, d.key)
	start := len(b) + frameRoom
	b = append(b, make([]byte, frameRoom)...)
	b = binary.AppendUvarint(b, uint64(len(d.id)))
	b = append(b, d.id...)
	b = binary.AppendUvarint(b, uint64(len(d.record)))
	b = append(b, d.record...)
	b = binary.AppendVarint(b, int64(d.first))
	b = binary.AppendVarint(b, int64(d.last))
	r := &d.row
	for _, n := range [...]uint64{uint64(r.Source), uint64(r.Kind), uint64(r.Province), uint64(r.Span), r.Killed, uint64(r.Figures), uint64(r.At.North), uint64(r.At.East), uint64(len(r.Actors))} {
		b = binary.AppendUvarint(b, n)
	}
	for _, a := range r.Actors {
		b = binary.AppendUvarint(b, uint64(a))
	}
	b = binary.AppendUvarint(b, uint64(len(d.toll)))
	b = append(b, d.toll...)
	b = binary.AppendUvarint(b, uint64(len(d.words)))
	for _, w := range d.words {
		b = binary.AppendUvarint(b, uint64(w))
	}
	binary.BigEndian.PutUint32(b[start-frameRoom:], uint32(len(b)-start))
	return b
}

// frameRoom is what the length of a written draft takes.
const frameRoom = 4

// readDraft reads what append wrote. The draft refers to the bytes, and its row
// to the end of actors.
func readDraft(d *draft, b []byte, actors *[]uint32) error {
	if len(b) < 8+frameRoom {
		return wire.ErrInvalid
	}
	d.key = binary.BigEndian.Uint64(b)
	b = b[8+frameRoom:]
	r := uvarints{b}
	d.id = r.take()
	d.record = r.take()
	d.first, d.last = Day(r.signed()), Day(r.signed())
	d.row = column.Row{Source: uint32(r.next()), Kind: uint32(r.next()), Province: uint32(r.next()), Span: uint32(r.next()), Killed: r.next(), Figures: column.Figures(r.next())}
	d.row.At = column.Point{North: uint32(r.next()), East: uint32(r.next())}
	from := len(*actors)
	*actors = r.list(*actors)
	d.row.Actors = (*actors)[from:len(*actors):len(*actors)]
	d.toll = string(r.take())
	d.words = r.list(d.words[:0])
	if day := d.day(); day != undatedDay && !exactDay(day, d.first) {
		d.row.Exact = &column.Exact{First: int64(d.first), Last: int64(d.last)}
	}
	if len(r.bytes) > 0 {
		return wire.ErrInvalid
	}
	return nil
}

// uvarints reads numbers of our own writing.
type uvarints struct{ bytes []byte }

func (u *uvarints) next() uint64 {
	if len(u.bytes) > 0 && u.bytes[0] < 0x80 {
		v := uint64(u.bytes[0])
		u.bytes = u.bytes[1:]
		return v
	}
	v, n := binary.Uvarint(u.bytes)
	u.bytes = u.bytes[max(n, 0):]
	return v
}

func (u *uvarints) signed() int64 {
	n := u.next()
	return int64(n>>1) ^ -int64(n&1)
}

// take gives the bytes that follow their number.
func (u *uvarints) take() []byte {
	n := min(u.next(), uint64(len(u.bytes)))
	b := u.bytes[:n:n]
	u.bytes = u.bytes[n:]
	return b
}

// list appends the numbers that follow their number.
func (u *uvarints) list(list []uint32) []uint32 {
	n := int(min(u.next(), uint64(len(u.bytes))))
	list = slices.Grow(list, n)
	for range n {
		list = append(list, uint32(u.next()))
	}
	return list
}
