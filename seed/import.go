package seed

import (
	"context"
	"errors"
	"fmt"

	"fieldbrief/seed/article"
	"fieldbrief/seed/briefing"
	"fieldbrief/store"
)

// An Input is one file to import.
type Input struct {
	Name string // as its reader knows it, for messages
	Data []byte
}

// An Outcome is what became of one input.
type Outcome struct {
	Input  string
	Source store.Source
	Change store.Change // of a briefing file
	Text   *Matched     // of an article: the briefing it was attached to
	Err    error        // why it was refused
}

// ErrNoBriefing says that an article belongs to no briefing of the library.
var ErrNoBriefing = errors.New("no briefing in the library rests on this text")

// Import puts briefing files into the library at path and attaches articles to
// the briefings drawn from them, all in one publication. An input that is
// refused is told in its outcome and leaves the others alone. An article in
// which a citation is not found attaches only by force. The error is the
// library's; nothing of the input has gone in then.
func Import(ctx context.Context, path string, inputs []Input, force bool) ([]Outcome, error) {
	imports := make([]incoming, len(inputs))
	outcomes := make([]Outcome, len(inputs))
	good := false
	for i, in := range inputs {
		imports[i], outcomes[i].Err = read(in)
		outcomes[i].Input = in.Name
		good = good || outcomes[i].Err == nil
	}
	if !good {
		return outcomes, nil
	}
	err := publish(ctx, path, 0, func(e *store.Edition) error { return apply(ctx, e, imports, outcomes, force) })
	if errors.Is(err, errNothing) {
		err = nil
	}
	return outcomes, err
}

// An incoming is an input as it was read: a briefing, or else a document.
type incoming struct {
	file     []byte
	briefing *store.Briefing
	document article.Document
}

func read(in Input) (incoming, error) {
	if !briefing.Is(in.Data) {
		document, err := article.Read(in.Name, in.Data)
		return incoming{file: in.Data, document: document}, err
	}
	b, err := briefing.Read(in.Name, in.Data)
	return incoming{file: in.Data, briefing: &b}, err
}

// errNothing keeps an edition from being published into which nothing went.
var errNothing = errors.New("nothing to publish")

// apply brings what was read without fault into the edition.
func apply(ctx context.Context, e *store.Edition, imports []incoming, outcomes []Outcome, force bool) (err error) {
	accepted := false
	for i, in := range imports {
		if outcomes[i].Err != nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if there := of(in.briefing, e); there != nil && there.Kind == store.DataSet {
			outcomes[i].Err = fmt.Errorf("%s: %s: %w", outcomes[i].Input, there.ID, errIsDataSet)
			continue
		}
		if in.briefing != nil {
			outcomes[i].Source = in.briefing.Source
			outcomes[i].Change, err = putFile(e, *in.briefing, in.file)
		} else {
			outcomes[i], err = attach(e, outcomes[i], in.document, force)
		}
		if err != nil {
			return err
		}
		accepted = accepted || outcomes[i].Err == nil
	}
	if !accepted {
		return errNothing
	}
	return nil
}

// of gives the source that a briefing would take the place of, nil where there
// is none.
func of(b *store.Briefing, e *store.Edition) *store.Source {
	if b == nil {
		return nil
	}
	return find(e.Sources(), b.Source.ID)
}

func putFile(e *store.Edition, b store.Briefing, file []byte) (store.Change, error) {
	change, err := put(e, b)
	if err != nil {
		return change, err
	}
	return change, noteImport(e, b.Source.ID, file)
}

// put puts a briefing in and, where a text is attached to its source already,
// finds the new citations in it.
func put(e *store.Edition, b store.Briefing) (store.Change, error) {
	old, text, err := e.Briefing(b.Source.ID)
	var unknown *store.UnknownNameError
	if err != nil && !errors.As(err, &unknown) {
		return store.Change{}, err
	}
	change, err := e.Put(b)
	if err != nil || text == nil || old.Source.SHA256 != b.Source.SHA256 {
		return change, err
	}
	document := article.FromText(*text)
	found := article.Locate(document, citations(b.Cited()))
	return change, e.Attach(b.Source.ID, article.Attach(document, b.Source, found))
}

// attach gives an article to the briefing that rests on it.
func attach(e *store.Edition, o Outcome, document article.Document, force bool) (Outcome, error) {
	cited := func(id string) ([]store.Cited, error) {
		b, _, err := e.Briefing(id)
		return b.Cited(), err
	}
	match, err := recognise(document, e.Sources(), cited)
	if err != nil {
		return o, err
	}
	if match == nil {
		o.Err = fmt.Errorf("%s: %w; a briefing file of it has to be imported first", o.Input, ErrNoBriefing)
		return o, nil
	}
	o.Source, o.Text = match.Source, match
	if missing := len(match.Missing()); missing > 0 && !force {
		o.Err = fmt.Errorf("%s: %d of the %d citations of %s are not in this text; «fieldbrief verify» names them, --force attaches it all the same",
			o.Input, missing, len(match.Found), match.Source.ID)
		return o, nil
	}
	found := make([]article.Found, len(match.Found))
	for i, f := range match.Found {
		found[i] = f.Found
	}
	return o, e.Attach(match.Source.ID, article.Attach(document, match.Source, found))
}
