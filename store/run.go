package store

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/s2"

	"fieldbrief/store/internal/column"
	"fieldbrief/store/internal/wire"
)

func compareStrings(a, b string) int { return strings.Compare(a, b) }

// runSize is how much a run holds in memory before it goes to a file, in bytes.
const runSize = 24 << 20

// runSuffix ends the names of files with runs, with digits after it.
const runSuffix = ".run"

// A runWriter gathers drafts of one vocabulary, sorts them, and keeps them in
// memory or, where they are many, in a file.
type runWriter struct {
	path    string // of the edition; files stand beside it
	bytes   []byte
	places  []draftPlace
	size    int  // from which a run goes to a file
	spilled bool // earlier runs went to files
}

// draftPlace is where a draft lies in a run's bytes, with what it is sorted by.
type draftPlace struct {
	day         uint32
	first, last Day
	start, end  int
}

func (w *runWriter) full() bool { return len(w.bytes) >= w.size }

func (w *runWriter) add(d *draft) {
	start := len(w.bytes)
	w.bytes = d.append(w.bytes)
	w.places = append(w.places, draftPlace{d.day, d.first, d.last, start, len(w.bytes)})
}

// finish gives the sorted run, nil where there is nothing, and makes room for
// the next.
func (w *runWriter) finish(v *vocabulary) (*run, error) {
	if len(w.places) == 0 {
		return nil, nil
	}
	slices.SortFunc(w.places, func(a, b draftPlace) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last),
			bytes.Compare(draftID(w.bytes[a.start:]), draftID(w.bytes[b.start:])))
	})
	defer func() { w.bytes, w.places = w.bytes[:0], w.places[:0] }()
	if !w.full() && !w.spilled {
		sorted := make([]byte, 0, len(w.bytes))
		for _, p := range w.places {
			sorted = appendFramed(sorted, w.bytes[p.start:p.end])
		}
		return &run{reader: bufio.NewReader(bytes.NewReader(sorted)), vocabulary: v, close: func() {}}, nil
	}
	w.spilled = true
	return w.spill(v)
}

func appendFramed(b, draft []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(draft))), draft...)
}

// spill writes the run to a file, which has no name from then on where the
// system allows it.
func (w *runWriter) spill(v *vocabulary) (*run, error) {
	file, err := os.CreateTemp(filepath.Dir(w.path), filepath.Base(w.path)+runSuffix)
	if err != nil {
		return nil, fmt.Errorf("space for sorting: %w", err)
	}
	removed := os.Remove(file.Name()) == nil
	r := &run{vocabulary: v, close: func() {
		file.Close()
		if !removed {
			os.Remove(file.Name())
		}
	}}
	out := s2.NewWriter(file, s2.WriterConcurrency(1), s2.WriterBlockSize(256<<10))
	var frame []byte
	for _, p := range w.places {
		frame = appendFramed(frame[:0], w.bytes[p.start:p.end])
		if _, err = out.Write(frame); err != nil {
			break
		}
	}
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		r.close()
		return nil, fmt.Errorf("space for sorting: %w", err)
	}
	r.reader = bufio.NewReaderSize(s2.NewReader(file, s2.ReaderMaxBlockSize(256<<10), s2.ReaderAllocBlock(256<<10)), 64<<10)
	return r, nil
}

// removeRuns removes what a crash has left beside the file in the making.
func removeRuns(fresh string) {
	names, _ := filepath.Glob(escapeGlob(fresh) + runSuffix + "*")
	for _, name := range names {
		os.Remove(name)
	}
}

func escapeGlob(path string) string {
	return strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(path)
}

// A run is a sorted list of drafts, read once.
type run struct {
	reader     *bufio.Reader
	vocabulary *vocabulary
	close      func()
	head       *draft // the next one
}

// next reads the next draft into head, nil at the end.
func (r *run) next() error {
	n, err := binary.ReadUvarint(r.reader)
	if err == io.EOF {
		r.head = nil
		return nil
	}
	if err == nil {
		frame := make([]byte, n)
		if _, err = io.ReadFull(r.reader, frame); err == nil {
			r.head, err = readDraft(frame)
			r.head.vocabulary = r.vocabulary
		}
	}
	if err != nil {
		return fmt.Errorf("read back what was sorted (is the disk sound?): %w", err)
	}
	return nil
}

// runHeap has the run with the lowest head first.
type runHeap []*run

func (h runHeap) Len() int           { return len(h) }
func (h runHeap) Less(i, j int) bool { return compareDrafts(h[i].head, h[j].head) < 0 }
func (h runHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// drafts merges all runs.
func (in *intake) drafts() iter.Seq2[*draft, error] {
	return func(yield func(*draft, error) bool) {
		var h runHeap
		for _, r := range in.runs {
			if err := r.next(); err != nil {
				yield(nil, err)
				return
			}
			if r.head != nil {
				h = append(h, r)
			}
		}
		heap.Init(&h)
		for done := 1; len(h) > 0; done++ {
			d := h[0].head
			err := h[0].next()
			if done%4096 == 0 && err == nil {
				in.opts.Progress(Writing, done)
				err = in.ctx.Err()
			}
			if !yield(d, err) || err != nil {
				return
			}
			if h[0].head == nil {
				heap.Pop(&h)
			} else {
				heap.Fix(&h, 0)
			}
		}
	}
}

// append writes a draft: id and record, each after its length, then its days,
// its row and its words.
func (d *draft) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(d.id)))
	b = append(b, d.id...)
	b = binary.AppendUvarint(b, uint64(len(d.record)))
	b = append(b, d.record...)
	b = binary.AppendUvarint(b, uint64(d.day))
	b = binary.AppendVarint(b, int64(d.first))
	b = binary.AppendVarint(b, int64(d.last))
	r := &d.row
	for _, n := range []uint64{uint64(r.Source), uint64(r.Kind), uint64(r.Province), uint64(r.Span), r.Killed, uint64(r.Figures), uint64(len(r.Actors))} {
		b = binary.AppendUvarint(b, n)
	}
	for _, a := range r.Actors {
		b = binary.AppendUvarint(b, uint64(a))
	}
	b = binary.AppendUvarint(b, uint64(len(d.words)))
	last := uint32(0)
	for _, w := range d.words {
		b = binary.AppendUvarint(b, uint64(w-last))
		last = w
	}
	return b
}

// draftID gives the id of a written draft.
func draftID(b []byte) []byte {
	n, size := binary.Uvarint(b)
	return b[size : size+int(n)]
}

// readDraft reads what append wrote.
func readDraft(b []byte) (*draft, error) {
	d := &draft{id: string(draftID(b))}
	_, size := binary.Uvarint(b)
	b = b[size+len(d.id):]
	n, size := binary.Uvarint(b)
	d.record, b = b[size:size+int(n):size+int(n)], b[size+int(n):]
	r := uvarints{b}
	d.day = uint32(r.next())
	d.first, d.last = Day(r.signed()), Day(r.signed())
	d.row = column.Row{Source: uint32(r.next()), Kind: uint32(r.next()), Province: uint32(r.next()), Span: uint32(r.next()), Killed: r.next(), Figures: column.Figures(r.next())}
	if n := r.next(); n > 0 {
		d.row.Actors = make([]uint32, n)
	}
	for i := range d.row.Actors {
		d.row.Actors[i] = uint32(r.next())
	}
	d.words = make([]uint32, r.next())
	last := uint32(0)
	for i := range d.words {
		last += uint32(r.next())
		d.words[i] = last
	}
	if day := d.day; day != undatedDay && !exactDay(day, d.first) {
		d.row.Exact = &column.Exact{First: int64(d.first), Last: int64(d.last)}
	}
	if len(r.bytes) > 0 {
		return d, wire.ErrInvalid
	}
	return d, nil
}

// uvarints reads numbers of our own writing.
type uvarints struct{ bytes []byte }

func (u *uvarints) next() uint64 {
	v, n := binary.Uvarint(u.bytes)
	u.bytes = u.bytes[n:]
	return v
}

func (u *uvarints) signed() int64 {
	v, n := binary.Varint(u.bytes)
	u.bytes = u.bytes[n:]
	return v
}
