package dataset

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/text/encoding/unicode"

	"fieldbrief/store"
)

// sampleSize is how much of a file's text is looked at before it is read.
const sampleSize = 256 << 10

// An input gives the CSV text of a file, whatever it is packed in. It is read
// once, from start to end.
type input struct {
	name   string // of the CSV file: in a zip file, the one inside
	text   *bufio.Reader
	raw    io.Reader // the bytes as they come, counted and digested
	digest hash.Hash
	done   atomic.Int64 // bytes read, of total
	total  int64        // 0 where that is not known
	close  func() error
}

// openInput unpacks r: gzip and zip are told by their first bytes, UTF-16 by
// its byte order mark.
func openInput(name string, r io.Reader) (*input, error) {
	in := &input{name: name, digest: sha256.New(), close: func() error { return nil }}
	in.total = remaining(r)
	file, _ := r.(seekable)
	in.raw = io.TeeReader(&counter{r, &in.done}, in.digest)
	text := bufio.NewReaderSize(in.raw, 64<<10)
	magic, err := text.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, in.failed(err)
	}
	var unpacked io.Reader = text
	switch {
	case isGzip(magic):
		in.name = strings.TrimSuffix(name, ".gz")
		unpacked, err = gzip.NewReader(text)
	case isZip(magic):
		unpacked, err = in.openZip(file, text)
	default:
		err = nil
	}
	if err != nil {
		return nil, errors.Join(in.failed(err), in.close())
	}
	in.text = asText(unpacked)
	return in, nil
}

// asText gives what r holds as UTF-8 with a line feed at each line's end,
// without the marks that spreadsheets set before the header.
func asText(r io.Reader) *bufio.Reader {
	text := bufio.NewReaderSize(r, sampleSize)
	if start, _ := text.Peek(4); isUTF16(start) {
		order := unicode.LittleEndian
		if start[0] == 0 {
			order = unicode.BigEndian
		}
		text = bufio.NewReaderSize(unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(text), sampleSize)
	}
	if mark, _ := text.Peek(len(utf8BOM)); bytes.Equal(mark, utf8BOM) {
		text.Discard(len(utf8BOM)) // peeked, so it cannot fail
	}
	if start, _ := text.Peek(sampleSize); bytes.IndexByte(start, '\n') < 0 && bytes.IndexByte(start, '\r') >= 0 {
		text = bufio.NewReaderSize(oldMac{text}, sampleSize)
	}
	if start, _ := text.Peek(len("sep=,\r\n")); len(start) > 5 && bytes.HasPrefix(start, []byte("sep=")) {
		if n := bytes.IndexByte(start, '\n') + 1; n > 0 {
			text.Discard(n) // Excel does not count this line as a row
		}
	}
	return text
}

// oldMac makes a line feed of each carriage return, the line end that Excel
// writes as "CSV (Macintosh)".
type oldMac struct{ r io.Reader }

func (m oldMac) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// failed says what is wrong with the file as such.
func (in *input) failed(err error) error {
	name := store.Printable(in.name)
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%s: the file breaks off: fetch it again (%w)", name, err)
	case errors.As(err, &corrupt), errors.Is(err, gzip.ErrChecksum), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat):
		return fmt.Errorf("%s: the file is damaged: fetch it again (%w)", name, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// sample gives the start of the text.
func (in *input) sample() ([]byte, error) {
	sample, err := in.text.Peek(sampleSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, in.failed(err)
	}
	return sample, nil
}

// sum reads what is left of the file and gives the SHA-256 of all of it, in hex.
func (in *input) sum() (string, error) {
	if _, err := io.Copy(io.Discard, in.raw); err != nil {
		return "", in.failed(err)
	}
	return hex.EncodeToString(in.digest.Sum(nil)), nil
}

var utf8BOM = []byte("\ufeff")

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b}) }
func isZip(head []byte) bool  { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// isUTF16 tells UTF-16 by its byte order mark or, since tables begin with ASCII,
// by every other byte being 0.
func isUTF16(head []byte) bool {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return true
	case len(head) < 4:
		return false
	}
	return head[0] == 0 && head[2] == 0 && head[1] != 0 && head[3] != 0 || head[1] == 0 && head[3] == 0 && head[0] != 0 && head[2] != 0
}

// counter counts the bytes that pass.
type counter struct {
	r io.Reader
	n *atomic.Int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// seekable is what a zip file's directory, which stands at its end, asks for.
type seekable interface {
	io.ReaderAt
	io.Seeker
}

// remaining gives how many bytes r has, 0 where it cannot tell.
func remaining(r io.Reader) int64 {
	switch r := r.(type) {
	case *os.File:
		if info, err := r.Stat(); err != nil || !info.Mode().IsRegular() {
			return 0
		}
	case io.Seeker:
	case interface{ Len() int }:
		return int64(r.Len())
	default:
		return 0
	}
	s := r.(io.Seeker)
	at, err := s.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0
	}
	end, err := s.Seek(0, io.SeekEnd)
	if err != nil {
		return 0
	}
	if _, err := s.Seek(at, io.SeekStart); err != nil {
		return 0
	}
	return end - at
}

// openZip opens the one CSV file in a zip file. A stream that cannot be read
// from its end is put into a temporary file first.
func (in *input) openZip(file seekable, stream io.Reader) (io.Reader, error) {
	if in.total > 0 && file != nil {
		at, err := file.Seek(-in.done.Load(), io.SeekCurrent) // where the zip file starts
		if err != nil {
			return nil, err
		}
		section := io.NewSectionReader(file, at, in.total)
		in.digest.Reset()
		if _, err := io.Copy(in.digest, section); err != nil {
			return nil, err
		}
		in.raw = eof{}
		return in.openEntry(section, in.total)
	}
	spill, err := os.CreateTemp("", "fieldbrief-*.zip")
	if err != nil {
		return nil, err
	}
	in.close = func() error { return errors.Join(spill.Close(), os.Remove(spill.Name())) }
	size, err := io.Copy(spill, stream)
	if err != nil {
		return nil, err
	}
	return in.openEntry(spill, size)
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

func (in *input) openEntry(r io.ReaderAt, size int64) (io.Reader, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	entry, err := theCSV(archive.File)
	if err != nil {
		return nil, err
	}
	in.name = path.Base(entry.Name)
	text, err := entry.Open()
	if err != nil {
		return nil, err
	}
	in.done.Store(0)
	in.total = int64(entry.UncompressedSize64)
	return &counter{text, &in.done}, nil
}

// theCSV finds the one table in a zip file, beside which read-me files and
// codebooks may stand.
func theCSV(files []*zip.File) (*zip.File, error) {
	var plain, tables []*zip.File
	var names []string
	for _, f := range files {
		base := path.Base(f.Name)
		if f.Mode()&fs.ModeType != 0 || strings.HasPrefix(base, ".") || strings.Contains("/"+f.Name, "/__MACOSX/") {
			continue
		}
		plain = append(plain, f)
		names = append(names, store.Printable(f.Name))
		switch strings.ToLower(path.Ext(base)) {
		case ".csv", ".tsv":
			tables = append(tables, f)
		}
	}
	switch {
	case slices.Contains(names, "xl/workbook.xml"):
		return nil, errors.New("this is an Excel workbook: save its sheet as CSV and import that file")
	case len(tables) == 1:
		return tables[0], nil
	case len(plain) == 1:
		return plain[0], nil
	}
	return nil, fmt.Errorf("a zip file is read when one CSV file is in it; this one holds %d (%s): unpack it and import the files one by one", len(tables), strings.Join(names, ", "))
}
