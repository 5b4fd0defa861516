stack "shop" {
  limits = "kubernetes"
}

locals {
  r     = 0
  large = { a = [1, 10 / local.r] } # error: large is or contains a number that is infinite, as a division by zero or too large a power gives. Check the numbers
  power = pow(10, 400)              # error: power is or contains a number that is infinite
  pair  = [1, pow(-10, 401)]        # error: pair is or contains a number that is infinite
  wide  = 1e600 * 1e600             # error: wide is or contains a number that is out of range
}

workload "web" {
  kind     = "Deployment"
  replicas = 10 / local.r # error: replicas is or contains a number that is infinite, as a division by zero or
  container "main" {
    image = "nginx:1.27"
  }
}
