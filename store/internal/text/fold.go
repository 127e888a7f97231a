package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// firstDiacritic is the lowest canonical combining class that only decorates a
// letter. Below it stand nukta, kana voicing and virama, which make another one.
const firstDiacritic = 10

// Fold gives the form in which names are compared: compatibility forms, case,
// diacritics, Arabic letter and digit variants, quotes and dashes folded;
// ZWNJ, tatweel, transliteration marks and other invisible characters dropped;
// white space trimmed and collapsed.
func Fold(s string) string {
	if plain(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\uFFFD")) {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		f := foldRune(r)
		if f == "" {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteString(f)
	}
	return b.String()
}

// plain tells whether folding does no more to s than to make it lower case.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == '`' ||
			c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

func foldRune(r rune) string {
	if r < utf8.RuneSelf {
		return foldASCII(r)
	}
	if f, ok := variant(r); ok {
		return f
	}
	if invisible(r) || diacritic(r) {
		return ""
	}
	if d, ok := digit(r); ok {
		return string(d)
	}
	return strings.ToLower(string(r))
}

func foldASCII(r rune) string {
	if r == '`' {
		return "'"
	}
	return string(unicode.ToLower(r))
}

func diacritic(r rune) bool {
	return norm.NFKD.PropertiesString(string(r)).CCC() >= firstDiacritic
}

// invisible tells characters that leave no mark of their own on paper.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || r == '\u0640' || r == '\u034F' || '\uFE00' <= r && r <= '\uFE0F'
}

// digit gives the ASCII digit of a decimal digit of any script. Unicode keeps
// each script's ten in a row, zero first.
func digit(r rune) (rune, bool) {
	for _, row := range unicode.Nd.R16 {
		if rune(row.Lo) <= r && r <= rune(row.Hi) {
			return '0' + (r-rune(row.Lo))%10, true
		}
	}
	for _, row := range unicode.Nd.R32 {
		if rune(row.Lo) <= r && r <= rune(row.Hi) {
			return '0' + (r-rune(row.Lo))%10, true
		}
	}
	return 0, false
}

// variant folds the letters that Unicode does not decompose.
func variant(r rune) (string, bool) {
	switch r {
	case 'ß', 'ẞ':
		return "ss", true
	case 'æ', 'Æ':
		return "ae", true
	case 'œ', 'Œ':
		return "oe", true
	case 'ø', 'Ø':
		return "o", true
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d", true
	case 'ħ', 'Ħ':
		return "h", true
	case 'ł', 'Ł':
		return "l", true
	case 'ı', 'ɪ':
		return "i", true
	case 'þ', 'Þ':
		return "th", true
	case 'ə', 'Ə':
		return "e", true
	case 'ς':
		return "σ", true
	case 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', 'ˈ', 'ʹ', 'ʺ':
		return "", true // ain, hamza and soft sign in transliterations: often left out
	}
	if f, ok := arabicVariant(r); ok {
		return f, true
	}
	return punctuation(r)
}

// arabicVariant folds the letter forms in which Arabic, Dari, Pashto and Urdu
// keyboards differ for one name.
func arabicVariant(r rune) (string, bool) {
	switch r {
	case '\u0671', '\u0672', '\u0673': // alef wasla and wavy hamzas
		return "\u0627", true
	case '\u0649', '\u06CC', '\u06CD', '\u06CE', '\u06D0': // alef maksura, Farsi and Pashto yeh
		return "\u064A", true
	case '\u0643', '\u06AA': // kaf
		return "\u06A9", true
	case '\u06AB': // Pashto gaf
		return "\u06AF", true
	case '\u0629', '\u06BE', '\u06C1', '\u06C3', '\u06D5': // teh marbuta, heh forms
		return "\u0647", true
	case '\u0621': // lone hamza
		return "", true
	}
	return "", false
}

// punctuation folds quotation marks to ' and ", and dashes to -.
func punctuation(r rune) (string, bool) {
	switch r {
	case '‘', '’', '‚', '‛', '′', '‹', '›', '`', '´', 'ʼ':
		return "'", true
	case '“', '”', '„', '‟', '″', '«', '»':
		return `"`, true
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\uFE58', '\uFE63', '\uFF0D':
		return "-", true
	}
	return "", false
}
