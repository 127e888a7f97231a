package store

import (
	"slices"
	"sort"
	"strings"

	"fieldbrief/store/internal/text"
)

// border stands between the fields of a row, so that no phrase runs across.
const border = -1

// wordIndex finds the rows of a list that hold given words.
type wordIndex struct {
	words    []string  // sorted
	postings [][]int32 // for each word the rows that hold it, ascending
	rows     [][]int32 // for each row its word numbers in order, fields apart by border
}

// indexWords makes the index of rows, each given as its fields.
func indexWords(n int, fields func(row int) []string) *wordIndex {
	x := &wordIndex{rows: make([][]int32, n)}
	numbers := make(map[string]int32)
	for row := range n {
		for _, field := range fields(row) {
			for _, w := range text.Words(field) {
				number, ok := numbers[w.Text]
				if !ok {
					number = int32(len(x.words))
					numbers[w.Text] = number
					x.words = append(x.words, w.Text)
				}
				x.rows[row] = append(x.rows[row], number)
			}
			x.rows[row] = append(x.rows[row], border)
		}
	}
	x.sortWords()
	x.post()
	return x
}

// sortWords puts the words in order and numbers them anew.
func (x *wordIndex) sortWords() {
	order := make([]int32, len(x.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(x.words[a], x.words[b]) })
	renumbered := make([]int32, len(order))
	sorted := make([]string, len(order))
	for to, from := range order {
		renumbered[from] = int32(to)
		sorted[to] = x.words[from]
	}
	x.words = sorted
	for _, row := range x.rows {
		for i, number := range row {
			if number != border {
				row[i] = renumbered[number]
			}
		}
	}
}

func (x *wordIndex) post() {
	x.postings = make([][]int32, len(x.words))
	for row, numbers := range x.rows {
		for _, number := range numbers {
			if number == border {
				continue
			}
			list := x.postings[number]
			if len(list) == 0 || list[len(list)-1] != int32(row) {
				x.postings[number] = append(list, int32(row))
			}
		}
	}
}

// match tells for each row whether it holds every wanted term and none of the
// excluded. It is nil where there are no terms: every row matches.
func (x *wordIndex) match(terms []term) []bool {
	if len(terms) == 0 {
		return nil
	}
	matched := make([]bool, len(x.rows))
	for i := range matched {
		matched[i] = true
	}
	for _, t := range terms {
		holds := x.holding(t)
		for i := range matched {
			matched[i] = matched[i] && holds[i] != t.excluded
		}
	}
	return matched
}

// holding tells for each row whether it holds the term's words, one after the
// other within a field.
func (x *wordIndex) holding(t term) []bool {
	holds := make([]bool, len(x.rows))
	pattern, ok := x.pattern(t)
	if !ok {
		return holds
	}
	for number := pattern[0].from; number < pattern[0].to; number++ {
		for _, row := range x.postings[number] {
			holds[row] = holds[row] || follows(x.rows[row], pattern)
		}
	}
	return holds
}

// numbers is a half-open range of word numbers: one word, or all with a prefix.
type numbers struct{ from, to int32 }

func (x *wordIndex) pattern(t term) ([]numbers, bool) {
	var pattern []numbers
	for i, w := range t.words {
		found := x.matching(w, i == len(t.words)-1 && t.prefix())
		if found.from == found.to {
			return nil, false
		}
		pattern = append(pattern, found)
	}
	return pattern, len(pattern) > 0
}

// matching gives the numbers of a word, or of all that start with it.
func (x *wordIndex) matching(w string, prefix bool) numbers {
	from := sort.SearchStrings(x.words, w)
	to := from
	if prefix {
		to += sort.Search(len(x.words)-from, func(i int) bool { return !strings.HasPrefix(x.words[from+i], w) })
	} else if from < len(x.words) && x.words[from] == w {
		to++
	}
	return numbers{int32(from), int32(to)}
}

// follows tells whether a row holds the pattern, word after word.
func follows(row []int32, pattern []numbers) bool {
	if len(pattern) == 1 {
		return true // its postings say so
	}
	for start := 0; start+len(pattern) <= len(row); start++ {
		if startsWith(row[start:], pattern) {
			return true
		}
	}
	return false
}

func startsWith(row []int32, pattern []numbers) bool {
	for i, p := range pattern {
		if row[i] < p.from || row[i] >= p.to {
			return false
		}
	}
	return true
}
