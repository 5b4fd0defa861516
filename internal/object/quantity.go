package object

import (
	"errors"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

// Limits of a quantity's text, far beyond every amount that there is: for an exponent Kubernetes' own reader computes
// a power of ten, which for one of ten digits does not end.
const (
	quantityLength   = 256
	quantityExponent = 3 // digits
)

var errQuantitySize = errors.New("the quantity is too large to be read")

// ParseQuantity reads a quantity, such as 500m, 2 or 10Gi, as Kubernetes does, in bounded time.
func ParseQuantity(text string) (resource.Quantity, error) {
	_, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	if len(text) > quantityLength || len(strings.TrimLeft(exponent, "+-0")) > quantityExponent {
		return resource.Quantity{}, errQuantitySize
	}
	return resource.ParseQuantity(text)
}

// Quantity reads a quantity; what is none counts as nothing.
func Quantity(v any) resource.Quantity {
	q, err := ParseQuantity(fmt.Sprint(v))
	if err != nil {
		return resource.Quantity{}
	}
	return q
}
