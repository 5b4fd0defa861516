stack "shop" {}
stack "again" {} # error: stack is allowed only once and is already declared at

locals {
  a = 1
}
locals {
  a = 2 # error: local.a is already declared at
}

config_map "listed" {
  for_each = ["a", "b"] # error: must be a map, an object or a set of strings
}

config_map "numbers" {
  for_each = toset([1, 2]) # error: The for_each of config_map "numbers" is a set with an element that is null or no string, but its elements become names. Write toset([for x in … : tostring(x)])
}

config_map "gaps" {
  for_each = toset(["x", null]) # error: The for_each of config_map "gaps" is a set with an element that is null
}

config_map "objects" {
  for_each = toset([{ a = "x" }]) # error: The for_each of config_map "objects" is a set with an element that is null or no string
}

config_map "places" {
  for_each = [0, 1] # error: Convert a list to a set with toset().
}

config_map "null" {
  for_each = null # error: for_each is null, but must be a map, an object or a set of strings. Write {} for no blocks.
}

config_map "text" {
  for_each = "a" # error: for_each must be a map, an object or a set of strings. Write { key = … } or toset([…]), for example.
}

workload "generated" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    dynamic "port" {
      for_each = null # error: for_each is null, but must be a map, an object, a set or a list. Write {} for no blocks.
      content {
        container_port = port.value
      }
    }
    dynamic "port" {
      for_each = 3 # error: for_each must be a map, an object, a set or a list.
      content {
        container_port = port.value
      }
    }
  }
}

config_map "counted" {
  count = -1 # error: The count of config_map "counted" must be a whole number from 0 to 10000
}

config_map "both" {
  for_each = {}
  count    = 1 # error: has both for_each and count
}

config_map "huge" {
  count = 10001 # error: must be a whole number from 0 to 10000
}

workload "nginx-01" {
  kind  = "Deployment"
  kind  = "StatefulSet" # error: Attribute redefined
  container "nginx" {
    image = "nginx:1.27"
    port "http" {
      container_port = 80
    }
    port "http" { # error: port "http" is already declared at
      container_port = 81
    }
  }
  advanced {}
  advanced {} # error: advanced is allowed only once
}

workload {  # error: A block workload has one label. Write workload "name" { … }.
  kind = "Deployment"
}
