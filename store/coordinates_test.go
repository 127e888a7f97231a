package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/block"
	"fieldbrief/store/internal/column"
)

// TestCoordinatesDamaged holds that coordinates which differ from the records,
// cannot be read or are not there are found.
func TestCoordinatesDamaged(t *testing.T) {
	pack := func(points ...column.Point) []byte { return packPoints(block.NewPacker(), points) }
	for name, tt := range map[string]struct {
		value []byte // nil: the value is taken out
		area  bool   // an area finds it too
		want  string
	}{
		"missing":         {nil, true, "missing"},
		"of fewer events": {pack(column.PointAt(1, 2)), true, "cannot be read"},
		"no frame":        {[]byte("abc"), true, "cannot be read"},
		"elsewhere":       {pack(column.PointAt(1, 2), column.Point{}), false, "differs from its coordinates"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "library.db")
			b := harbour(t)
			b.Quotes, b.Events = nil, b.Events[:2]
			lat, lon := 36.7, 67.1
			b.Events[0].Lat, b.Events[0].Lon = &lat, &lon
			publish(t, path, put(b))
			spoilCoordinates(t, path, tt.value)
			l := open(t, path)
			r, err := l.Search(t.Context(), Filter{Area: "-90,-180,90,180"})
			if errors.Is(err, ErrDamaged) != tt.area {
				t.Errorf("an area finds %v, %v", r, err)
			}
			if _, err := Check(t.Context(), path); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("check finds %v", err)
			}
		})
	}
}

// spoilCoordinates changes the one value of coordinates in a file, and the tally
// with it.
func spoilCoordinates(t *testing.T, path string, value []byte) {
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(func(tx *bolt.Tx) error {
		e := Edition{tx: tx, written: make(written)}
		library := tx.Bucket([]byte(libraryBucket))
		if e.tally, err = readTally(library); err != nil {
			return err
		}
		b := tx.Bucket([]byte(coordinatesBucket))
		key, _ := b.Cursor().First()
		if value == nil {
			err = e.drop(b, address{coordinatesBucket}, key)
		} else {
			err = e.put(b, address{coordinatesBucket}, string(key), value)
		}
		if err != nil {
			return err
		}
		at := address{libraryBucket, tallyKey}
		return library.Put([]byte(tallyKey), at.seal(encode(e.tally, codeTally)))
	})
	if err != nil {
		t.Fatal(err)
	}
}
