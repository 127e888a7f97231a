package export

import "strings"

// A cslItem is an item of CSL-JSON (schema csl-data 1.0.2).
type cslItem struct {
	ID             string    `json:"id"`
	Type           string    `json:"type"`
	Title          string    `json:"title"`
	Author         []cslName `json:"author,omitempty"`
	ContainerTitle string    `json:"container-title,omitempty"`
	Publisher      string    `json:"publisher,omitempty"`
	Issued         *cslDate  `json:"issued,omitempty"`
	URL            string    `json:"URL,omitempty"`
	Genre          string    `json:"genre,omitempty"`
	Note           string    `json:"note,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	DateParts [][]int `json:"date-parts,omitempty"`
	Circa     bool    `json:"circa,omitempty"`
	Raw       string  `json:"raw,omitempty"` // where there is no calendar date in it
}

// csl writes an array of the cited works.
func (x *exporter) csl() error {
	array := jsonSheet{out: x.out}
	if err := x.references(func(r reference) error { return outputError(array.element(newCSLItem(r))) }); err != nil {
		return err
	}
	return outputError(array.Close())
}

func newCSLItem(r reference) cslItem {
	item := cslItem{ID: r.key, Type: cslType(r), Title: r.title, URL: r.url, Note: strings.Join(r.notes, "; ")}
	if r.author != "" {
		item.Author = []cslName{{r.author}}
	}
	if r.dataset {
		item.Publisher = r.outlet
	} else {
		item.ContainerTitle = r.outlet
	}
	if !r.item {
		item.Genre = r.kind
	}
	if parts := dateParts(r.published); parts != nil {
		item.Issued = &cslDate{DateParts: [][]int{parts}, Circa: vague(r.published)}
	} else if r.published != "" {
		item.Issued = &cslDate{Raw: r.published}
	}
	return item
}

func cslType(r reference) string {
	switch {
	case r.dataset:
		return "dataset"
	case r.item, r.kind == "op-ed", r.kind == "article":
		return "article-newspaper"
	case r.kind == "report":
		return "report"
	}
	return "document"
}
