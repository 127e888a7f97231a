package store

import "math"

// A Day is a day of the proleptic Gregorian calendar, counted from 1700-01-01 (day 0).
type Day int32

const (
	MinDay Day = math.MinInt32 // before everything: an open start
	MaxDay Day = math.MaxInt32 // after everything: an open end with no publication day to close it, and the first day of the undated
)

// A Date is an EDTF expression (ISO 8601-2:2019, levels 0 and 1) with its basis
// and the days it may cover. The zero Date is no date at all.
type Date struct {
	EDTF  string `json:"date,omitempty"`
	Basis Basis  `json:"basis,omitempty"`
	Note  string `json:"date_note,omitempty"` // how it was worked out, where it is not stated
	First Day    `json:"-"`                   // first possible day
	Last  Day    `json:"-"`                   // last possible day
}
