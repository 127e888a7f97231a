package plain

import (
	"strings"
)

// formats names the formats that there are.
func (s *session) formats() string {
	var names []string
	for _, f := range s.opts.Formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// export writes what the filter finds into a file.
func (s *session) export(format string) error {
	if s.opts.Export == nil {
		return tell("Nothing can be exported here.")
	}
	known := false
	for _, f := range s.opts.Formats {
		known = known || strings.EqualFold(f.Name, format)
	}
	if !known {
		return tell("Type export and one of %s.", s.formats())
	}
	path, err := s.opts.Export(s.lib, s.filter, strings.ToLower(format))
	if err != nil {
		return tell("It could not be written: %s.", err)
	}
	s.say("Written to %s: %s.", path, s.totals())
	return nil
}
