package store

import (
	"encoding/binary"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/block"
	"fieldbrief/store/internal/column"
)

// Coordinates of events stand apart from the columns: they take as much room as
// those, and are read when a map or an area first asks for them.

// pointOf gives where an event's own coordinates are.
func pointOf(e *Event) column.Point {
	if e.Lat == nil || e.Lon == nil {
		return column.Point{}
	}
	return column.PointAt(*e.Lat, *e.Lon)
}

// pointsOf gives the coordinates of all rows, in the order of their numbers.
func pointsOf(days []column.Day) []column.Point {
	var points []column.Point
	for _, d := range days {
		for i := range d.Rows {
			points = append(points, d.Rows[i].At)
		}
	}
	return points
}

// place gives the rows of a month the coordinates that are kept of them.
func place(days []column.Day, points []column.Point) {
	for _, d := range days {
		for i := range d.Rows {
			d.Rows[i].At, points = points[0], points[1:]
		}
	}
}

// putPoints keeps the coordinates of a month that changed. A file that has none
// yet gets those of all months in the end.
func (e *Edition) putPoints(m *monthChange) error {
	if e.unlocated {
		return nil
	}
	b, err := e.tx.CreateBucketIfNotExists([]byte(coordinatesBucket))
	if err != nil {
		return err
	}
	return e.put(b, address{coordinatesBucket}, string(monthKey(m.month)), m.points)
}

func packPoints(p *block.Packer, points []column.Point) []byte {
	if plain := column.EncodePoints(points); plain != nil {
		return p.Compress(plain)
	}
	return nil
}

// unpackPoints reads what is kept of a month into as many points as it has rows.
func unpackPoints(p *block.Packer, points []column.Point, key, kept []byte, room *[]byte) error {
	at := address{coordinatesBucket, string(key)}
	value, ok := at.sum().open(kept)
	if !ok {
		return damage("the value at %s does not fit its checksum", at)
	}
	var err error
	if len(value) == 0 {
		*room = (*room)[:0]
	} else if *room, err = p.Expand(value, *room); err != nil {
		return damage("the value at %s cannot be read", at)
	}
	if err := column.DecodePoints(points, *room); err != nil {
		return damage("the value at %s cannot be read", at)
	}
	return nil
}

// points reads the coordinates of all events of a library file.
func (f *eventFile) points() ([]column.Point, error) {
	points := make([]column.Point, f.table.size)
	err := f.view(func(tx *bolt.Tx) error {
		if tx.Bucket([]byte(coordinatesBucket)) == nil {
			return f.pointsOfRecords(tx, points)
		}
		return f.pointsOfMonths(tx, points)
	})
	return points, err
}

func (f *eventFile) pointsOfMonths(tx *bolt.Tx, points []column.Point) error {
	b := tx.Bucket([]byte(coordinatesBucket))
	var room []byte
	for _, m := range f.table.byBlob() {
		key := monthKey(m.month)
		kept := b.Get(key)
		if kept == nil {
			return damage("a value is missing at %s", address{coordinatesBucket, string(key)})
		}
		f.touch(tx, len(kept))
		if err := unpackPoints(f.packer, points[m.start:m.end], key, kept, &room); err != nil {
			return err
		}
	}
	return nil
}

// pointsOfRecords reads them from the events themselves: files of the second
// layout have them nowhere else.
func (f *eventFile) pointsOfRecords(tx *bolt.Tx, points []column.Point) error {
	return f.eachPoint(newShelf(tx, eventsBucket), func(n number, p column.Point) error {
		ordinal, ok := f.table.ordinal(n)
		if !ok {
			return damage("event %d is not in the columns", n)
		}
		points[ordinal] = p
		return nil
	})
}

// eachPoint yields the coordinates in all records, in the order of numbers.
func (f *eventFile) eachPoint(s shelf, yield func(number, column.Point) error) error {
	if s.bucket == nil {
		return nil
	}
	coder, space := newEventCoder(f.dictionary), block.Space{}
	return s.scan([]byte(shelfHead), func(held entry) (bool, error) {
		blocks, err := splitBlocks(s, held)
		if err != nil {
			return false, err
		}
		for _, b := range blocks {
			records, err := f.packer.UnpackInto(&space, b)
			if err != nil {
				return false, boardDamage(held.key)
			}
			for _, r := range records {
				p, err := coder.decodePoint(r.Bytes, r.Number>>placeBits)
				if err == nil {
					err = yield(r.Number, p)
				}
				if err != nil {
					return false, at(err, address{eventsBucket, string(numberKey(r.Number))}.String())
				}
			}
		}
		return true, nil
	})
}

// tableBlob is the stretch of ordinals that one value of the columns holds.
type tableBlob struct {
	month      uint32
	start, end int
}

func (t *table) byBlob() []tableBlob {
	var list []tableBlob
	for _, d := range t.days {
		month := d.day >> monthBits
		if n := len(list); n == 0 || list[n-1].month != month {
			list = append(list, tableBlob{month, d.base, d.base})
		}
		list[len(list)-1].end = d.base + d.count
	}
	return list
}

// locateAll writes the coordinates of all events, of which there were none: the
// file is of the second layout.
func (e *Edition) locateAll() error {
	months := make(map[uint32][]column.Point)
	err := e.events.eachPoint(newShelf(e.tx, eventsBucket), func(n number, p column.Point) error {
		months[n>>monthShift] = append(months[n>>monthShift], p)
		return nil
	})
	columns := e.tx.Bucket([]byte(columnsBucket))
	if err != nil || columns == nil {
		return err
	}
	b, err := e.tx.CreateBucketIfNotExists([]byte(coordinatesBucket))
	if err != nil {
		return err
	}
	return columns.ForEach(func(key, _ []byte) error {
		month := uint32(binary.BigEndian.Uint16(key))
		return e.put(b, address{coordinatesBucket}, string(key), packPoints(e.events.packer, months[month]))
	})
}
