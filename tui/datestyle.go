package tui

// A DateStyle is a way to write dates.
type DateStyle int

const (
	DayMonth DateStyle = iota // 21 April 2022
	MonthDay                  // April 21, 2022
	ISO                       // 2022-04-21
)

// Words writes an EDTF date in full.
func (DateStyle) Words(edtf string) string { return fullDate(edtf) }
