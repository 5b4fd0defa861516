# What a beginner gets wrong, all told in one run: a syntax error, an unknown
# argument, a wrong type, a missing argument and a name used twice.
stack "shop" {
  namespace = "shop"
}

variable "tag" {
  default = "1.27" "1.28" # error: Missing newline after argument
}

workload "nginx-01" {
  kind      = "StatefulSet"
  replicas  = "two"  # error: replicas must be a whole number
  namespase = "shop" # error: Did you mean "namespace"?

  container "nginx" { # error: container "nginx" has no image. Add image = …
    pull_policy = "Always"
  }
  service "nginx" {
    headless = true
    port "http" {
      port = 80
    }
  }
}

workload "nginx-01" { # error: workload "nginx-01" is already declared at
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
}
