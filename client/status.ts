/** The styles of the operator's page, which runs no script. */
import './styles/base.css'
import './styles/details.css'
import './styles/status.css'
