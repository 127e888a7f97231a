package store

import (
	"bytes"
	"maps"
	"slices"

	"fieldbrief/store/internal/posting"
)

// A gathering collects the numbers of events by the words they hold, ascending
// for each word.
type gathering struct {
	lists map[string]*posting.Writer
	size  int // about how much memory it takes, in bytes
	turn  int // how often it was emptied
}

// gatheringSize is what a gathering may take before it is written.
const gatheringSize = 96 << 20

func newGathering() *gathering { return &gathering{lists: make(map[string]*posting.Writer), turn: 1} }

func (g *gathering) reset() {
	g.lists = make(map[string]*posting.Writer)
	g.size = 0
	g.turn++
}

func (g *gathering) list(word string) *posting.Writer {
	w, ok := g.lists[word]
	if !ok {
		w = new(posting.Writer)
		g.lists[word] = w
		g.size += len(word) + 160
	}
	return w
}

func (g *gathering) add(word string, n number) { addNumber(g.list(word), n) }

// addNumber adds a number that may be the last one again.
func addNumber(w *posting.Writer, n number) {
	if w.Count() == 0 || w.Last() < n {
		w.Add(n)
	}
}

// addAll adds the words of an event, by their codes.
func (g *gathering) addAll(v *vocabulary, codes []uint32, n number) {
	if v.made != g.turn {
		v.lists, v.made = make([]*posting.Writer, len(v.words)), g.turn
	}
	if len(v.lists) < len(v.words) {
		v.lists = append(v.lists, make([]*posting.Writer, len(v.words)-len(v.lists))...)
	}
	for _, code := range codes {
		w := v.lists[code]
		if w == nil {
			w = g.list(v.words[code])
			v.lists[code] = w
		}
		w.Add(n)
	}
	g.size += 3 * len(codes)
}

func (g *gathering) numbers(word string) ([]number, error) {
	w, ok := g.lists[word]
	if !ok {
		return nil, nil
	}
	return posting.Decode(make([]number, 0, w.Count()), w.First(), w.Append(nil))
}

// changeWords adds numbers to words and takes others out.
func (e *Edition) changeWords(in, out *gathering) error {
	words := slices.Sorted(maps.Keys(in.lists))
	if len(out.lists) > 0 {
		words = append(words, slices.Collect(maps.Keys(out.lists))...)
		slices.Sort(words)
		words = slices.Compact(words)
	}
	for _, word := range words {
		add, err := in.numbers(word)
		if err != nil {
			return err
		}
		remove, err := out.numbers(word)
		if err != nil {
			return err
		}
		list, err := e.wordList(wordsBucket, word)
		if err == nil {
			err = list.change(add, remove)
		}
		if err == nil {
			err = e.breathe()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sweepWords takes numbers, ascending, out of the lists of all words.
func (e *Edition) sweepWords(gone []number) error {
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
	for _, key := range keys {
		if err := e.sweepChunk(key, gone); err != nil {
			return err
		}
		if err := e.breathe(); err != nil {
			return err
		}
	}
	return nil
}

func (e *Edition) sweepChunk(key []byte, gone []number) error {
	word, _, ok := cutChunkKey(key)
	s, err := e.shelf(wordsBucket)
	if err != nil || !ok {
		return err
	}
	list, err := e.wordList(wordsBucket, string(word))
	if err != nil {
		return err
	}
	chunk, err := s.before(key)
	if err != nil {
		return err
	}
	numbers, err := list.decode(chunk)
	if err != nil {
		return s.damage(key)
	}
	left := staying(numbers, gone)
	if len(left) == len(numbers) {
		return nil
	}
	return list.replace(key, left, false)
}

// staying gives the numbers that are not gone; both are ascending.
func staying(numbers, gone []number) []number {
	var left []number
	from, _ := slices.BinarySearch(gone, numbers[0])
	for _, n := range numbers {
		for from < len(gone) && gone[from] < n {
			from++
		}
		if from == len(gone) || gone[from] != n {
			left = append(left, n)
		}
	}
	return left
}
