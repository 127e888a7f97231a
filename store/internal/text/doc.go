// Package text holds the store's pure text work: folding names, cutting text
// into words, making foreign text safe to print, and the normal form passages
// are compared in.
package text
