// Package column writes what a filter looks at in the records of 32 days, a
// column after the other.
//
// A month is written as
//
//	version        1, one byte
//	days           how many, then of each: its distance from the day before (the
//	               first: from the month's start), the place that its next record
//	               would take, how many records it has, and, unless these take the
//	               places from 0 on, the distance of each one's place from the
//	               one before
//	source, kind, province, first actor, second actor
//	               codes, 0 for none: one byte with their width (0 to 4; 0: all are
//	               the same and written once in four bytes), then the codes, little-endian
//	more actors    how many rows have more than two, then of each: its distance
//	               from the row before, how many actors, and their codes
//	span, killed   one byte a row; 255 stands for a larger number, which follows
//	               after the column
//	exact          how many rows have other days than their number says, then of
//	               each: its distance from the row before, first and last day as varints
//	shared         how many rows share a toll, then of each: its distance from the
//	               row before, and the number that the toll goes by
//	figures        how many rows have no number of killed or one that is a minimum,
//	               then of each: its distance from the row before, and which
//
// All lengths, distances and numbers are uvarints unless it is said otherwise.
package column

// Days is how many days a month has.
const Days = 32

// A Row is what a filter looks at in one record. Codes are above 0; 0 is none.
type Row struct {
	Place                  uint32 // within its day
	Source, Kind, Province uint32
	Actors                 []uint32 // each once
	Span                   uint32   // days after the first
	Killed                 uint64
	Figures                Figures // what killed rests on
	Exact                  *Exact  // where the number's day is not the first one
	Shared                 *uint32 // the number that a shared toll goes by
	At                     Point   // kept apart from the other columns
}

// Figures says what a number of killed rests on.
type Figures uint8

const (
	Given    Figures = iota
	NoFigure         // none: the number is 0 for want of one
	Minimum          // one that says "at least"
)

// Exact holds days that a number has no room for.
type Exact struct{ First, Last int64 }

// A Day is a day with records, or with places that were once taken.
type Day struct {
	Day  uint32 // within the month
	Next uint32 // place of the next record: above all that were ever taken
	Rows []Row  // by place
}

// A Month is the decoded form, ready to be read column by column. Rows are in
// the order of their numbers.
type Month struct {
	Days                   []MonthDay
	Source, Kind, Province []uint32
	A, B                   []uint32 // first and second actor
	More                   []More   // all actors of the rows that have more than two
	Span, Killed           ShortMonth
	Exact                  []ExactRow
	Shared                 []SharedRow
	Figures                []FiguresRow // of the rows whose number is not plainly given
}

// MonthDay is a day in a Month. Places is nil where the rows take the places
// from 0 on.
type MonthDay struct {
	Day, Next uint32
	Count     int
	Places    []uint32
}

// More, ExactRow, SharedRow and FiguresRow belong to a row of a month.
type (
	More struct {
		Row    int
		Actors []uint32
	}
	ExactRow struct {
		Row int
		Exact
	}
	SharedRow struct {
		Row  int
		Toll uint32
	}
	FiguresRow struct {
		Row     int
		Figures Figures
	}
)

// Rows gives how many rows there are.
func (m *Month) Rows() int { return len(m.Source) }

// ByDay gives the rows of each day.
func (m *Month) ByDay() []Day {
	days := make([]Day, 0, len(m.Days))
	rows := m.rows()
	for _, d := range m.Days {
		day := Day{d.Day, d.Next, rows[:d.Count:d.Count]}
		rows = rows[d.Count:]
		for i := range day.Rows {
			day.Rows[i].Place = uint32(i)
			if d.Places != nil {
				day.Rows[i].Place = d.Places[i]
			}
		}
		days = append(days, day)
	}
	return days
}

func (m *Month) rows() []Row {
	rows := make([]Row, m.Rows())
	for i := range rows {
		r := &rows[i]
		r.Source, r.Kind, r.Province = m.Source[i], m.Kind[i], m.Province[i]
		r.Span, r.Killed = uint32(m.Span.bytes[i]), uint64(m.Killed.bytes[i])
		if m.A[i] != 0 {
			r.Actors = append(r.Actors, m.A[i])
		}
		if m.B[i] != 0 {
			r.Actors = append(r.Actors, m.B[i])
		}
	}
	for _, l := range m.Span.Large {
		rows[l.Row].Span = uint32(l.Number)
	}
	for _, l := range m.Killed.Large {
		rows[l.Row].Killed = l.Number
	}
	for _, more := range m.More {
		rows[more.Row].Actors = more.Actors
	}
	for _, e := range m.Exact {
		exact := e.Exact
		rows[e.Row].Exact = &exact
	}
	for _, s := range m.Shared {
		toll := s.Toll
		rows[s.Row].Shared = &toll
	}
	for _, f := range m.Figures {
		rows[f.Row].Figures = f.Figures
	}
	return rows
}
