package article

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var errBinary = errors.New("this is binary data, not text; save it as plain text in UTF-8 first")

// decode gives the text of a file without byte order mark. Bytes that mean
// nothing in its encoding become U+FFFD.
func decode(name string, data []byte) (string, error) {
	text, err := decodeBytes(name, data)
	if err != nil || isBinary(text) {
		return "", errors.Join(err, errBinary)
	}
	return text, nil
}

func decodeBytes(name string, data []byte) (string, error) {
	if rest, marked := bytes.CutPrefix(data, []byte("\xEF\xBB\xBF")); marked {
		return strings.ToValidUTF8(string(rest), "\uFFFD"), nil
	}
	if bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return decodeAs(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), data)
	}
	valid := utf8.Valid(data)
	if valid && !isASCII(data) {
		return string(data), nil // no other encoding looks so by chance, whatever the page says
	}
	if named := namedCharset(name, data); named != nil {
		return decodeAs(named, data)
	}
	if valid {
		return string(data), nil
	}
	return decodeAs(charmap.Windows1252, data)
}

func decodeAs(enc encoding.Encoding, data []byte) (string, error) {
	text, err := enc.NewDecoder().Bytes(data)
	return strings.ToValidUTF8(string(text), "\uFFFD"), err
}

func isASCII(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var metaCharset = regexp.MustCompile(`(?i)<meta\s[^>]*charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// namedCharset gives the encoding that a web page names for itself, nil where
// it names none or one that this very text disproves (UTF-8, UTF-16).
func namedCharset(name string, data []byte) encoding.Encoding {
	head := data[:min(len(data), 64<<10)]
	match := metaCharset.FindSubmatch(head)
	if match == nil || !isWebPage(name, string(head)) {
		return nil
	}
	enc, label := charset.Lookup(string(match[1]))
	if strings.HasPrefix(label, "utf-") || label == "replacement" || label == "x-user-defined" {
		return nil
	}
	return enc
}

// isBinary tells data that no writer of text leaves behind: a NUL, or one
// control character in twenty.
func isBinary(text string) bool {
	controls, length := 0, 0
	for _, r := range text {
		switch {
		case r == 0:
			return true
		case r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1B", r), 0x7F <= r && r < 0xA0 && r != 0x85:
			controls++
		}
		length++
	}
	return controls > 8 && controls > length/20
}
