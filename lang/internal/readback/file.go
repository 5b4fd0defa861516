package readback

import (
	"bytes"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// File is a stack of units as it is written. Lines are the last line of each.
type File struct {
	Source []byte
	lines  []int
}

// Write writes units as a file of a stack.
func Write(units []*Unit, s Settings) File {
	var f File
	head := hclwrite.NewEmptyFile()
	stack := head.Body().AppendNewBlock("stack", []string{s.Stack.Name}).Body()
	stack.SetAttributeValue("namespace", cty.StringVal(s.Namespace))
	stack.SetAttributeValue("limits", cty.StringVal("kubernetes"))
	if s.Stack.Namespace != s.Namespace {
		stack.AppendNewBlock("state", nil).Body().SetAttributeValue("namespace", cty.StringVal(s.Stack.Namespace))
	}
	f.Source = hclwrite.Format(head.Bytes())
	taken := map[string]bool{}
	for _, u := range units {
		u.block.named(u.Objects[0].Ref.Name, taken)
		file := hclwrite.NewEmptyFile()
		file.Body().AppendNewline()
		u.block.write(file.Body())
		f.Source = append(f.Source, hclwrite.Format(file.Bytes())...)
		f.lines = append(f.lines, bytes.Count(f.Source, []byte{'\n'}))
	}
	return f
}

// At is the index of the unit at a line; -1 for none.
func (f File) At(line int) int {
	for i, last := range f.lines {
		if line <= last {
			return i
		}
	}
	return -1
}
