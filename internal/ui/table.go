package ui

import "slices"

// Column is a column of a table: its title and then a cell for each row.
type Column struct {
	Cells []Line
	Right bool // of numbers: they stand at its end
	// Optional is left out where there is no room for it: the last one first.
	Optional bool
}

// Width is that of the widest cell.
func (c Column) Width() int {
	n := 0
	for _, cell := range c.Cells {
		n = max(n, cell.Width())
	}
	return n
}

// at is a cell, as wide as the column.
func (c Column) at(row int) Line {
	cell := c.Cells[row]
	if gap := c.Width() - cell.Width(); c.Right && gap > 0 {
		return append(Line{}.Pad(gap), cell...)
	}
	return cell.Pad(c.Width())
}

// Table prints a table, and returns which columns were left out. The last cell of a row
// may be longer than there is room: then it stands below.
func (p *Printer) Table(indent int, columns []Column) (omitted []int) {
	var shown []Column
	room := p.free(indent, columns)
	for i, c := range columns {
		if c.Optional {
			if c.Width()+2 > room {
				omitted = append(omitted, i)
				room = 0
				continue
			}
			room -= c.Width() + 2
		}
		shown = append(shown, c)
	}
	last := len(shown) - 1
	for row := range columns[0].Cells {
		var cells Line
		for i, c := range shown[:last] {
			if i > 0 {
				cells = append(cells, Span{Plain, "  "})
			}
			cells = append(cells, c.at(row)...)
		}
		p.LineWith(indent, slices.Clip(cells), shown[last].Cells[row])
	}
	return omitted
}

// free is the room beside the columns that are always there. The last one needs no more
// than a fourth of it all.
func (p *Printer) free(indent int, columns []Column) int {
	room := p.Room(indent)
	for i, c := range columns {
		switch {
		case c.Optional:
		case i == len(columns)-1:
			room -= min(c.Width(), p.Room(indent)/4)
		default:
			room -= c.Width() + 2
		}
	}
	return room
}
