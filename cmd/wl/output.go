package main

import "io"

// output remembers the first error of writing: what was printed is incomplete
// then, and the command has failed, whoever has printed it.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(text []byte) (int, error) {
	n, err := o.to.Write(text)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}
