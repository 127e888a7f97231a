package tui

import "strconv"

// grouped writes a count with its thousands set apart: 1,048,576.
func grouped(n int) string {
	s := strconv.Itoa(n)
	first := len(s)
	if n < 0 {
		first--
	}
	if first <= 3 {
		return s
	}
	head := len(s) - first + (first-1)%3 + 1
	b := make([]byte, 0, len(s)+(first-1)/3)
	b = append(b, s[:head]...)
	for i := head; i < len(s); i += 3 {
		b = append(b, ',')
		b = append(b, s[i:i+3]...)
	}
	return string(b)
}
