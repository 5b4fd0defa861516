# error nowhere: The configuration has no stack block. Add stack "name" { … }
namespace "shop" {}
