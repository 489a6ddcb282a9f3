import type { ColumnField } from './columns'

/** Header words of each field, spaces, signs and accents left out, the best first; those of other languages at the end. */
const aliases: readonly (readonly [ColumnField, string])[] = [
  [
    'id',
    'id incidentid incidentnumber publicid number incidentno incidentkey issuekey key reference ref ticket ticketid ticketnumber numberticket numberincident ticketno jiraticket caseid casenumber issueid alertid outageid eventid problemid requestid tinyid no nr clavedeincidencia cledeticket vorgangsschlussel chavedaitem numero nummer ticketnummer vorgangsnummer storungsnummer vorfallid numerodeincidente idincidente codigo clave cle chave refno referencenumber recordid incnumber srno serialno sno',
  ],
  [
    'kind',
    'kind type incidenttype issuetype tickettype recordtype alerttype eventtype event tipodeincidencia typedeticket vorgangstyp tipodeitem tipo typ art',
  ],
  [
    'services',
    'services service servicename affectedservices affectedservice impactedservices impactedservice serviceaffected servicesaffected serviceimpacted servicesimpacted components component componentnames affectedcomponents affectedcomponent componentsaffected impactedcomponents affectedproducts affected affectedsystems affectedsystem impactedsystems impactedsystem systemaffected systemsaffected monitor monitorname checkname check targetname entityname entitynames cmdbci ciname configurationitem businessservice systems system systemname products product productname applications application applicationname appname app device devicename hostname host node server servername website websitename site sitename servicios servicio servicos servico servizio dienste dienst systeme sistema anwendung aplicacion aplicacao applicazione applicatie komponenten komponente componentes componente composants composant impacts instancekeys servicekeys affectedservicekeys affectedapplication affectedapplications impactedapplication impactedapplications applicationaffected impactedproduct impactedproducts productaffected affectedplatform affectedci betroffenerdienst betroffenedienste betroffenessystem betroffenesysteme servicioafectado serviciosafectados sistemaafectado sistemasafectados serviceimpacte servicesimpactes serviceaffecte servicesaffectes applicationconcernee servicoafetado servicosafetados sistemaafetado sistemasafetados microservice microservices ci platform platforms module modules resource resourcename asset assetname serviceid monitorid',
  ],
  [
    'title',
    'title incidenttitle headline subject shortdescription incidentsummary name incidentname eventname summary message alertname alert problem issue incident whathappened externaldesc description briefdescription incidentdescription descriptionofincident descriptionofissue issuedescription problemdescription eventdescription outagedescription faultdescription incidentdetails libelle titulo titre titel titolo resumen resume resumo zusammenfassung kurzbeschreibung samenvatting riepilogo asunto assunto objet oggetto betreff onderwerp vorfall storung incidente incidencia panne alerttext eventtypecode',
  ],
  [
    'text',
    'text report postmortemtext body fulltext description details detaileddescription incidentdescription longdescription summary notes message comments descripcion beschreibung descricao descrizione omschrijving beschrijving detalles detalhes bemerkung',
  ],
  [
    'duration',
    'duration downtimeduration outageduration incidentduration impactduration durationoutage totaldowntime downtime toresolve torestore torepair torecover timetoresolve timetorestore timetorepair timetorecover timetoresolution ttr mttr leadtime length outagelength lengthofoutage lengthofdowntime minutesdown hoursdown secondsdown lostminutes minuteslost unavailability duracion duree dauer ausfallzeit ausfalldauer duracao durata duur',
  ],
  [
    'errorRate',
    'errorrate errorpercent errorspercent failurerate failurepercent failedpercent impactpercent percentimpact percenterrors percentfailed requestsfailedpercent userspercent errorratio failureratio errorfraction impactratio impactfraction errors',
  ],
  [
    'severity',
    'statusimpact severity sev incidentseverity severitylevel sevlevel severityname alertseverity priority priorityname prioritylevel incidentpriority ticketpriority impact impactlevel incidentimpact criticality criticite criticidad urgency severidad severidade severite gravedad gravidade gravite gravita schweregrad prioridad prioridade priorite prioritat priorita prioriteit impacto',
  ],
  [
    'cause',
    'causecategory cause rootcause rootcausecategory rootcausetype causecode causetype primarycause incidentcause outagecause failurecause causeofoutage causeofdowntime causeoffailure reasonforoutage reasonfordowntime outagereason failurereason causeofincident rootcausecode rfo rca rcacategory rootcauseanalysis resolutioncode closurecode closecode closedcode closenotescode category incidentcategory reason subcategory failuretype faulttype fehlerursache storungsursache ausfallursache causaraiz causeracine causa ursache grundursache oorzaak motivo categoria kategorie categorie',
  ],
  ['trigger', 'trigger triggeredby triggeringdeploy causedby triggeringevent error'],
  ['attribution', 'attribution attributedto responsibleparty responsibility fault'],
  ['firstPost', 'firstpost firstpostat firstupdate firstupdateat postedat'],
  [
    'postmortem',
    'postmortem postmortemat postmortempublished postmortempublishedat retrospectivecompletedat',
  ],
  [
    'acknowledgedAfter',
    'tofirstack timetofirstack toacknowledge toack timetoacknowledge timetoack timetoacknowledgement tta mtta',
  ],
  [
    'startDate',
    'startdate date day incidentdate dateofincident begindate opendate outagedate eventdate downtimedate fecha data datum dia tag jour giorno dag',
  ],
  ['endDate', 'enddate finishdate resolveddate solveddate closeddate'],
  [
    'url',
    'htmlurl url link permalink incidenturl incidentlink shortlink postmortemurl postmortemlink statuspageurl',
  ],
  [
    'status',
    'status incidentstatus incidentstate state currentstatus currentstate ticketstatus alertstatus issuestatus mode estado etat statut stato situacao zustand',
  ],
]

/** Words that say that something began, and words that only say that something happened. */
const beginnings =
  'impactstart impactstarted actualstart customerimpactstart customerimpactstarted outagestart outagestarted outagebegin downtimestart downtimestarted downtimebegin incidentstart incidentstarted failurestart faultstart problemstart eventstart alertstart startofoutage startofincident startofimpact incidentbegan outagebegan issuestart disruptionstart servicedown storungsbeginn ausfallbeginn beginnderstorung start started starts starting begin began begins beginning wentdown timedown downat downsince downfrom plannedstart scheduledstart scheduledfor inicio comienzo debut beginn inizio von opened open ticketcreated incidentcreated created creation apertura ouverture abertura eroffnet erstellt creada creado cree criado criada creato aangemaakt geopend'
const happenings =
  'firstdetected firstseen firstoccurrence occurred occurrence happened triggered fired submitted logged registered raised reported report submit trigger failure incident outage event alert incidente gemeldet gemeld datetime timestamp timefrom from since time date day fecha data datum dia tag jour giorno dag hora heure uhrzeit zeit ora tijd detected declared starttimestamp clock'

/** Words for a moment, the best first; each also as `…At`, `…Time`, `Date …` and the like. */
const momentAliases: readonly (readonly [ColumnField, string])[] = [
  ['start', `${beginnings} ${happenings}`],
  [
    'end',
    'impactend impactended actualend impactresolved impactmitigation impactover customerimpactend customerimpactended outageend outageended outageover downtimeend downtimeended incidentend incidentended failureend faultend problemend eventend alertend endofoutage endofincident endofimpact servicerestored issueend disruptionend storungsende ausfallende endederstorung end ended ends upsince timeup upat backup backonline recovered recovery restored restoration restore finished finish actualfinish stopped stop cleared completed completion plannedend scheduledend scheduleduntil timeto to until fin final fim ende fine einde eind termino behoben wiederhergestellt bis',
  ],
  ['detected', 'detected detection impactdetect impactdetected discovered noticed'],
  ['acknowledged', 'acknowledged acknowledgement acknowledgment ack acked accepted'],
  ['identified', 'identified causefound rootcauseidentified'],
  ['mitigated', 'mitigated mitigation stable stabilized stabilised monitoring'],
  [
    'resolved',
    'resolved resolvedwhen resolution fixed fix solved resolucion resolucao risoluzione resuelta resuelto resolu gelost erledigt resolvido resolvida risolto opgelost',
  ],
  [
    'closed',
    'closed close closure cierre cerrado cerrada cloture geschlossen fechado fechada fechamento chiuso chiusura gesloten',
  ],
]

const fronts =
  'time date datetime timeof dateof datetimeof dateandtime dateandtimeof fecha fechade fechadel fechayhora fechayhorade hora horade datede dated heure heurede heured datedel heuredel datum data datade datahora ora'
const ends =
  'at on time date datetime dateandtime timestamp ts tm dt am um zeit zeitpunkt datum tijd le em'
/** Single words that are a moment only with a form around them: `incident` alone is a title. */
const formOnly: ReadonlySet<string> = new Set(
  'incident outage event alert report submit trigger failure incidente resolution fix resolucion resolucao risoluzione'.split(
    ' ',
  ),
)

function momentRanks(words: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const [rank, word] of words.split(' ').entries()) {
    const put = (name: string, behind: number) => {
      if (!found.has(name)) found.set(name, 2 * rank + behind)
    }
    // The bare word comes before its forms: a milestone "started" before the field "started_at" of its ticket.
    if (!formOnly.has(word)) put(word, 0)
    for (const end of ends.split(' ')) put(word + end, 1)
    for (const front of fronts.split(' ')) put(front + word, 1)
  }
  return found
}

/** How good a name each word is for a field, 0 for the best. */
export const ranks: ReadonlyMap<ColumnField, ReadonlyMap<string, number>> = new Map([
  ...aliases.map(
    ([field, words]) =>
      [field, new Map(words.split(' ').map((word, rank) => [word, rank] as const))] as const,
  ),
  ...momentAliases.map(([field, words]) => [field, momentRanks(words)] as const),
])

/** Words that say that something began. */
export const began: ReadonlyMap<string, number> = momentRanks(beginnings)

export const momentFields: ReadonlySet<ColumnField> = new Set([
  ...momentAliases.map(([field]) => field),
  'firstPost',
  'postmortem',
  'startDate',
  'endDate',
])

/** Words for a length or for a moment: what the cells hold decides, or a unit in the header. */
export const lengthOrMoment: ReadonlySet<string> = new Set(
  'resolution resolutiontime resolutionduration resolvetime recoverytime restoretime restorationtime repairtime fixtime outagetime totaltime totalduration elapsed elapsedtime'.split(
    ' ',
  ),
)

/** Words for a cause, or for how a ticket was closed: what the cells hold decides. */
export const causeOrOutcome: ReadonlySet<string> = new Set(
  'resolutioncode closurecode closecode closedcode closenotescode'.split(' '),
)

/** Words that are a moment only where the cells hold moments: elsewhere they may be an answer such as "yes". */
export const momentByContent: ReadonlySet<string> = new Set(
  'open close fixed starts ends stop stopped happened raised since completed cleared final fine data tag art'.split(
    ' ',
  ),
)
