package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"slices"

	"fieldbrief/store/internal/posting"
)

// wordRows are events with their words, gathered to be turned into lists.
type wordRows struct {
	numbers []number // ascending
	ends    []int    // of each one's words in codes
	codes   []uint32

	counts []uint32 // by word
	turned []number
	list   posting.Writer
}

func (r *wordRows) add(n number, codes []uint32) {
	r.codes = append(r.codes, codes...)
	r.numbers = append(r.numbers, n)
	r.ends = append(r.ends, len(r.codes))
}

// lists gives the lists of all words, of which there are so many, by their
// codes, and starts anew. A list is written as the distance of its code from the
// one before, its first number as four bytes, its length, and its bytes.
func (r *wordRows) lists(words int) []byte {
	if len(r.numbers) == 0 {
		return nil
	}
	r.turn(words)
	b := make([]byte, 0, 2*len(r.codes)+64)
	last, start := 0, uint32(0)
	for code, end := range r.counts {
		if start == end {
			continue
		}
		for _, n := range r.turned[start:end] {
			r.list.Add(n)
		}
		b = binary.AppendUvarint(b, uint64(code-last))
		b = binary.BigEndian.AppendUint32(b, r.list.First())
		b = binary.AppendUvarint(b, uint64(r.list.Size()))
		b = r.list.Append(b)
		r.list.Reset()
		last, start = code, end
	}
	r.numbers, r.ends, r.codes = r.numbers[:0], r.ends[:0], r.codes[:0]
	return b
}

// turn puts the numbers of each word together; counts then tells where those of
// a word end.
func (r *wordRows) turn(words int) {
	r.counts = slices.Grow(r.counts[:0], words+1)[:words+1]
	clear(r.counts)
	for _, code := range r.codes {
		r.counts[code+1]++
	}
	for i := 1; i <= words; i++ {
		r.counts[i] += r.counts[i-1]
	}
	r.turned = slices.Grow(r.turned[:0], len(r.codes))[:len(r.codes)]
	from := 0
	for i, n := range r.numbers {
		for _, code := range r.codes[from:r.ends[i]] {
			r.turned[r.counts[code]] = n
			r.counts[code]++
		}
		from = r.ends[i]
	}
	r.counts = r.counts[:words]
}

// A listReader reads what wordRows has written.
type listReader struct {
	in    *bufio.Reader
	begun bool
	code  uint32
	first number
	list  []byte
	done  bool
}

const listReaderSize = 16 << 10

func (r *listReader) next() error {
	distance, err := binary.ReadUvarint(r.in)
	if errors.Is(err, io.EOF) && r.begun {
		r.done = true
		return nil
	}
	var first [numberSize]byte
	if err == nil {
		_, err = io.ReadFull(r.in, first[:])
	}
	var size uint64
	if err == nil {
		size, err = binary.ReadUvarint(r.in)
	}
	if err == nil {
		r.list = slices.Grow(r.list[:0], int(size))[:size]
		_, err = io.ReadFull(r.in, r.list)
	}
	if err != nil {
		return spoolReadError(err)
	}
	r.code += uint32(distance)
	r.first, r.begun = binary.BigEndian.Uint32(first[:]), true
	return nil
}

// A wordMerge joins the lists of successive parts, word by word.
type wordMerge struct {
	words   []string
	readers []*listReader
}

func newWordMerge(s *spool, words []string, parts []bale) (*wordMerge, error) {
	m := &wordMerge{words: words}
	for _, part := range parts {
		r := &listReader{in: bufio.NewReaderSize(part.reader(s), listReaderSize)}
		if err := r.next(); err != nil {
			return nil, err
		}
		m.readers = append(m.readers, r)
	}
	return m, nil
}

// word gives the next word, false where there is none.
func (m *wordMerge) word() (string, bool) {
	least := none64
	for _, r := range m.readers {
		if !r.done {
			least = min(least, uint64(r.code))
		}
	}
	if least == none64 {
		return "", false
	}
	return m.words[least], true
}

const none64 = uint64(1) << 63

// take gives the lists of the next word, copied, and goes on.
func (m *wordMerge) take(word string) (lists []chunk, err error) {
	for _, r := range m.readers {
		if !r.done && m.words[r.code] == word {
			lists = append(lists, chunk{r.first, bytes.Clone(r.list)})
			if err := r.next(); err != nil {
				return nil, err
			}
		}
	}
	return lists, nil
}

// A gathering collects numbers by words that are taken out. Those of a word
// ascend within each of its two rounds.
type gathering struct {
	rounds [2]map[string]*posting.Writer
	round  int
}

func newGathering() *gathering {
	return &gathering{rounds: [2]map[string]*posting.Writer{make(map[string]*posting.Writer), make(map[string]*posting.Writer)}}
}

func (g *gathering) add(word string, n number) {
	lists := g.rounds[g.round]
	w, ok := lists[word]
	if !ok {
		w = new(posting.Writer)
		lists[word] = w
	}
	w.Add(n)
}

// words gives all words, sorted.
func (g *gathering) words() []string {
	words := slices.Collect(maps.Keys(g.rounds[0]))
	words = slices.AppendSeq(words, maps.Keys(g.rounds[1]))
	slices.Sort(words)
	return slices.Compact(words)
}

func (g *gathering) numbers(word string) (list []number, err error) {
	for _, lists := range g.rounds {
		if w, ok := lists[word]; ok {
			if list, err = posting.Decode(list, w.First(), w.Append(nil)); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(list)
	return list, nil
}

// A wordChange is numbers that are added to a word's list, or taken out.
type wordChange struct {
	word        string
	lists       []chunk // of those that are added
	add, remove []number
	chunks      []entry // the list, if it is new
}

// wordsAtOnce is about how many bytes of lists a worker is given at once.
const wordsAtOnce = 256 << 10

// changeWords adds numbers to words and takes others out, in the order of words.
func (c *eventChange) changeWords(in *wordMerge) error {
	leaving := c.out.words()
	next := func() (batch []wordChange, ok bool, err error) {
		for size := 0; size < wordsAtOnce; {
			word, more := in.word()
			switch {
			case len(leaving) > 0 && (!more || leaving[0] <= word):
				word, leaving = leaving[0], leaving[1:]
			case !more:
				return batch, len(batch) > 0, nil
			}
			w := wordChange{word: word}
			if w.lists, err = in.take(word); err != nil {
				return nil, false, err
			}
			if w.remove, err = c.out.numbers(word); err != nil {
				return nil, false, err
			}
			for _, l := range w.lists {
				size += len(l.list)
			}
			size += len(word)
			batch = append(batch, w)
		}
		return batch, true, nil
	}
	worker := func() func([]wordChange) error {
		return func(batch []wordChange) error {
			for i := range batch {
				if err := batch[i].encode(); err != nil {
					return err
				}
			}
			return c.ctx.Err()
		}
	}
	return inOrder(c.workers, next, worker, c.edition.writeWords)
}

func (w *wordChange) encode() error {
	for _, l := range w.lists {
		var err error
		if w.add, err = posting.Decode(w.add, l.first, l.list); err != nil {
			return err
		}
	}
	w.lists = nil
	w.chunks = numberList(w.word).chunks(w.add, false)
	return nil
}

func (e *Edition) writeWords(batch []wordChange) error {
	for _, w := range batch {
		list, err := e.wordList(wordsBucket, w.word)
		if err == nil {
			err = list.changeNew(w.add, w.remove, w.chunks)
		}
		if err != nil {
			return err
		}
	}
	return e.breathe()
}

// sweepWords takes numbers, ascending, out of the lists of all words.
func (c *eventChange) sweepWords(gone []number) error {
	e := c.edition
	var keys [][]byte
	err := newShelf(e.tx, wordsBucket).scan([]byte(shelfHead), func(e entry) (bool, error) {
		if !bytes.Equal(e.key, []byte(shelfHead)) {
			keys = append(keys, bytes.Clone(e.key))
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	next := func() (batch []sweptChunk, ok bool, err error) {
		s, err := e.shelf(wordsBucket)
		for size := 0; size < wordsAtOnce && len(keys) > 0 && err == nil; keys = keys[1:] {
			var held entry
			e.touch(0)
			if held, err = s.before(keys[0]); err == nil {
				batch = append(batch, sweptChunk{entry: held})
				size += len(held.value)
			}
		}
		return batch, len(batch) > 0, err
	}
	worker := func() func([]sweptChunk) error {
		return func(batch []sweptChunk) error {
			for i := range batch {
				if err := batch[i].sweep(gone); err != nil {
					return err
				}
			}
			return c.ctx.Err()
		}
	}
	return inOrder(c.workers, next, worker, e.writeSwept)
}

// A sweptChunk is a chunk of a word's list that numbers are taken out of.
type sweptChunk struct {
	entry
	word    string
	changed bool
	left    []number
}

func (c *sweptChunk) sweep(gone []number) error {
	word, first, ok := cutChunkKey(c.key)
	numbers, err := posting.Decode(nil, first, c.value)
	if err != nil || !ok || len(numbers) == 0 {
		return damage("the list at %s cannot be read", address{wordsBucket, string(c.key)})
	}
	c.word, c.left = string(word), staying(numbers, gone)
	c.changed = len(c.left) < len(numbers)
	return nil
}

func (e *Edition) writeSwept(batch []sweptChunk) error {
	for _, c := range batch {
		if !c.changed {
			continue
		}
		list, err := e.wordList(wordsBucket, c.word)
		if err == nil {
			err = list.replace(c.key, c.left, false)
		}
		if err != nil {
			return err
		}
	}
	return e.breathe()
}

// staying gives the numbers that are not gone; both are ascending.
func staying(numbers, gone []number) []number {
	var left []number
	for _, n := range numbers {
		step := 1
		for step < len(gone) && gone[step] < n {
			step *= 2
		}
		at, found := slices.BinarySearch(gone[:min(step+1, len(gone))], n)
		if gone = gone[at:]; !found {
			left = append(left, n)
		}
	}
	return left
}

// chunk is a part of a list of numbers.
type chunk struct {
	first number
	list  []byte
}

// chunksOf gives the chunks of a word's list, or of all words that start with
// it, and their size in bytes.
func chunksOf(s shelf, word string, prefix bool) (chunks []chunk, size int, err error) {
	from := []byte(word)
	if !prefix {
		from = append(from, 0)
	}
	err = s.scan(from, func(e entry) (bool, error) {
		if !bytes.HasPrefix(e.key, from) {
			return false, nil
		}
		_, first, ok := cutChunkKey(e.key)
		if !ok {
			return false, s.damage(e.key)
		}
		chunks = append(chunks, chunk{first, e.value})
		size += len(e.value)
		return true, nil
	})
	return chunks, size, err
}
