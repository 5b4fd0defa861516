stack "shop" {
  limits = "kubernetes"
}

workload "web" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    disruption_budget {
      min_available = "50.5%" # error: min_available must be a whole number or a percentage
    }
  }
}

workload "api" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    disruption_budget {
      max_unavailable = [] # error: max_unavailable must be
    }
  }
}

workload "both" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    disruption_budget { # error: disruption_budget needs either min_available or max_unavailable.
      min_available   = 1
      max_unavailable = 1
    }
  }
}
