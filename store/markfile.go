package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// FileName is what a library is usually called.
const FileName = "library.db"

// marksName is the file of marks, or ends its name.
const marksName = "marks.jsonl"

// MarksPath gives the file in which the marks of a library are kept, beside it:
// marks.jsonl, for a library of another name than FileName that name before it, so
// that the marks of two libraries in one folder do not mix.
func MarksPath(library string) string {
	if target, err := filepath.EvalSymlinks(library); err == nil {
		library = target
	}
	folder, name := filepath.Split(library)
	if name == FileName {
		return filepath.Join(folder, marksName)
	}
	return library + "." + marksName
}

// A markFile is a file of marks, or marks in memory alone. Every change is a line
// that is added; several processes may do so at once.
type markFile struct {
	path  string // "" in memory
	mutex sync.Mutex
	info  fs.FileInfo // of the file as it was read, nil where there was none
	text  *markText   // nil: not read yet
	reads int
}

// marks gives the marks as they are now: a look at the file's size and time, and
// only where it is another one all of it.
func (f *markFile) marks() (*Marks, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if err := f.refresh(); err != nil {
		return nil, f.fail(err)
	}
	return f.text.marks, nil
}

func (f *markFile) refresh() error {
	if f.path == "" {
		if f.text == nil {
			f.take(nil)
		}
		return nil
	}
	info, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if f.text == nil || f.info != nil {
			f.take(nil)
			f.info = nil
		}
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errors.New("it is no regular file")
	case f.text != nil && f.info != nil && os.SameFile(info, f.info) && info.Size() == f.info.Size() && info.ModTime().Equal(f.info.ModTime()):
		return nil
	}
	b, err := os.ReadFile(f.path)
	if err != nil {
		return err
	}
	f.take(b)
	f.info = info // what was added since is seen by the next look
	return nil
}

func (f *markFile) take(b []byte) {
	f.text = readMarks(b)
	f.number()
}

func (f *markFile) number() {
	f.reads++
	f.text.marks.of, f.text.marks.serial = f, f.reads
}

// markWait is how long a change waits for those of other processes.
const markWait = 5 * time.Second

// add makes changes, those that change nothing left out.
func (f *markFile) add(changes []Mark) (*Marks, error) {
	for _, c := range changes {
		if err := c.validate(); err != nil {
			return nil, err
		}
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.path == "" {
		return f.addInMemory(changes)
	}
	release, err := lock(context.Background(), f.path, markWait)
	if err != nil {
		return nil, f.fail(err)
	}
	defer release()
	if err := f.refresh(); err != nil {
		return nil, f.fail(err)
	}
	lines, err := f.text.format(changes)
	if err == nil && len(lines) > 0 {
		err = f.write(lines)
	}
	if err != nil {
		return nil, f.fail(err)
	}
	return f.text.marks, nil
}

func (f *markFile) addInMemory(changes []Mark) (*Marks, error) {
	if err := f.refresh(); err != nil {
		return nil, err
	}
	lines, err := f.text.format(changes)
	if err == nil {
		f.take(append(f.text.all(), lines...))
	}
	return f.text.marks, err
}

// validate tells what is wrong with a change.
func (m Mark) validate() error {
	switch {
	case len(m.Text) > MaxNote:
		return fmt.Errorf("the note has %d bytes, more than %d: shorten it", len(m.Text), MaxNote)
	case !utf8.ValidString(m.Text):
		return errors.New("the note is not UTF-8 text")
	case m.Type == MarkedPassage && m.Passage.Source == "" || m.Type != MarkedPassage && m.ID == "":
		return errors.New("there is nothing to mark")
	}
	return nil
}

// format writes changes as lines. Each is later than what it changes, whatever
// the clock says.
func (t *markText) format(changes []Mark) ([]byte, error) {
	var lines []byte
	now := time.Now().UTC()
	for _, m := range changes {
		m.Text = strings.TrimRight(m.Text, "\n ")
		if m.Type != MarkedPassage {
			m.Passage = Citation{}
		}
		m.Passage = m.Passage.place()
		if m.Kind == Note && m.Text == "" {
			m.Removed = true
		}
		if m.Removed {
			m.Text = ""
		}
		before, known := t.before(m)
		if m.Removed && (!known || before.Removed) || known && !before.Removed && !m.Removed && before.Text == m.Text {
			continue
		}
		m.Time = now
		if !before.Time.Before(now) {
			m.Time = before.Time.Add(1)
		}
		line, err := formatMark(m)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line...)
	}
	return lines, nil
}

// place is what of a citation says where a passage is.
func (c Citation) place() Citation {
	return Citation{Source: c.Source, Paragraph: c.Paragraph, Start: c.Start, End: c.End, Passage: c.Passage}
}

// all gives the text anew, without what says nothing any more.
func (t *markText) all() []byte {
	var all []byte
	for _, line := range t.lines {
		if line.raw != nil {
			all = append(append(all, line.raw...), '\n')
		}
	}
	return all
}

// A file of which more than half says nothing any more, and at least worthTidying
// lines, is written anew.
const worthTidying = 100

// write adds lines to the file, which nobody else changes meanwhile. A line that a
// crash has cut short is ended first, so that it spoils no other.
func (f *markFile) write(lines []byte) error {
	if t := f.text; t.dead() >= worthTidying && t.dead() > t.standing() && f.rewrite(append(t.all(), lines...)) == nil {
		return f.refresh()
	}
	ended, fresh := f.text.ended, f.info == nil
	if !ended {
		lines = append([]byte("\n"), lines...)
	}
	file, err := os.OpenFile(f.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(lines)
	info, failed := file.Stat()
	if err = errors.Join(err, failed, file.Sync(), file.Close()); err == nil && fresh {
		err = syncFolder(filepath.Dir(f.path))
	}
	if err != nil || !ended {
		return errors.Join(err, f.refresh())
	}
	f.info = info
	f.text.read(lines) // all else was read under the same lock
	f.number()
	return nil
}

// rewrite puts another file in the place of the one there is, links followed.
func (f *markFile) rewrite(b []byte) error {
	path, err := filepath.EvalSymlinks(f.path)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // after the renaming there is none
	_, err = file.Write(b)
	if err = errors.Join(err, file.Chmod(f.info.Mode().Perm()), file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// fail says which file it is that cannot be used.
func (f *markFile) fail(err error) error {
	var locked *LockedError
	if errors.As(err, &locked) {
		holder := locked.Holder
		if holder == "" {
			holder = "another fieldbrief"
		}
		return fmt.Errorf("marks %s are being changed by %s: try again: %w", Printable(f.path), Printable(holder), ErrLocked)
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = fmt.Errorf("%s: %w", pathErr.Op, pathErr.Err)
	}
	return fmt.Errorf("marks %s: %w", Printable(f.path), err)
}

// Marks gives what the reader has marked, as it stands now: those of a library
// without a file are in memory alone. It looks at the file of marks (MarksPath)
// and reads it where it has changed. Errors are those of the file system.
func (l *Library) Marks() (*Marks, error) { return l.marks.marks() }

// Mark makes changes to the marks and gives them as they stand then. A note
// without text is none. What is marked need not be in the library. Changes that
// other processes make at the same time are all kept, the later of two to one
// mark. Errors are those of the file system, and ErrLocked.
func (l *Library) Mark(changes ...Mark) (*Marks, error) { return l.marks.add(changes) }

// KeepsMarks tells whether marks are kept in a file.
func (l *Library) KeepsMarks() bool { return l.marks.path != "" }
