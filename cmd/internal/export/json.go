package export

import (
	"fmt"

	"fieldbrief/store"
)

// json writes one object: the filter as a line that can be typed, and what it
// leaves of every kind of record.
func (x *exporter) json() error {
	filter, err := encode(x.Result.Filter.String(), "", "")
	if err != nil {
		return err
	}
	fmt.Fprintf(x.out, "{\n \"filter\": %s", filter)
	sources, err := Sources(x.Library, x.Result)
	if err != nil {
		return err
	}
	marked, err := Marks(x.Library, x.Result)
	if err != nil {
		return err
	}
	marks := marksOf(x.Library)
	for _, list := range []struct {
		name string
		each func(add func(any) error) error
	}{
		{"events", func(add func(any) error) error {
			return x.events(func(e store.Event) error { return add(marks.event(e)) })
		}},
		{"quotes", func(add func(any) error) error {
			return x.quotes(func(q store.Quote) error { return add(marks.quote(q)) })
		}},
		{"actors", slice(Actors(x.Library, x.Result))},
		{"provinces", slice(Provinces(x.Library, x.Result))},
		{"sources", slice(sources)},
		{"marks", slice(marked)},
	} {
		fmt.Fprintf(x.out, ",\n %q: ", list.name)
		array := jsonSheet{out: x.out}
		if err := list.each(func(v any) error { return outputError(array.element(v)) }); err != nil {
			return err
		}
		if err := array.end(); err != nil {
			return outputError(err)
		}
	}
	_, err = x.out.WriteString("\n}\n")
	return outputError(err)
}

func slice[T any](list []T) func(add func(any) error) error {
	return func(add func(any) error) error {
		for _, v := range list {
			if err := add(v); err != nil {
				return err
			}
		}
		return nil
	}
}
